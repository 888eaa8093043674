package dev.sluice.processor.admission;

import dev.sluice.processor.pending.Arrival;
import dev.sluice.processor.pending.Refusals;
import dev.sluice.processor.pending.Verdict;
import dev.sluice.v1.Position;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends each request record one of two ways: on to the pending window, or out as a failure. */
final class AdmissionProcessor implements Processor<byte[], byte[], byte[], Object> {
    private final AdmissionStage stage;
    private ProcessorContext<byte[], Object> context;
    private Refusals refusals;

    AdmissionProcessor(AdmissionStage stage) {
        this.stage = stage;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        refusals = new Refusals(processorContext, stage.listener(), stage.usage());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Position position = new Position(metadata.topic(), metadata.partition(), metadata.offset());
        Instant now = stage.clock().instant();
        Verdict verdict =
                stage.reader()
                        .read(
                                position,
                                Instant.ofEpochMilli(record.timestamp()),
                                now,
                                record.value());
        if (verdict instanceof Verdict.Refused refused) {
            refusals.refuse(record, refused.outcome(), now);
            if (stage.commits().due()) {
                context.commit();
            }
        } else {
            context.forward(
                    record.<Object>withValue(new Arrival(verdict, record.value())), stage.next());
        }
    }
}
