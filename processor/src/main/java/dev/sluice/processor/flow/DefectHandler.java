package dev.sluice.processor.flow;

import dev.sluice.processor.config.FullDisk;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a processor throws, which is a defect. While a record is admitted nothing is stored yet: it becomes
 * a failure record and the stream goes on. Anywhere else the transaction must be given up, for half of an outcome may
 * have been written: the thread is replaced and starts over from what was committed.
 */
public final class DefectHandler implements ProcessingExceptionHandler {
    /** Setting that holds the {@link Salvage}. */
    public static final String SALVAGE = "sluice.salvage";

    private static final Logger LOG = LoggerFactory.getLogger(DefectHandler.class);

    /** Makes a failure record of a request record whose admission failed by a defect. */
    public interface Salvage {
        /** Name of the node whose records can be salvaged. */
        String node();

        /** The failure record, and what goes with it. */
        List<ProducerRecord<byte[], byte[]>> records(ErrorHandlerContext context, Exception defect);
    }

    private Salvage salvage;

    @Override
    public Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (!FullDisk.isOne(exception)) {
            LOG.error(
                    "Defect in {} at {}-{}@{}: {}",
                    context.processorNodeId(),
                    context.topic(),
                    context.partition(),
                    context.offset(),
                    exception.getClass().getName());
        }
        if (salvage.node().equals(context.processorNodeId())) {
            return Response.resume(salvage.records(context, exception));
        }
        return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        salvage = (Salvage) Objects.requireNonNull(configs.get(SALVAGE), SALVAGE);
    }
}
