package dev.sluice.processor.admission;

import dev.sluice.processor.flow.DefectHandler;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Turns a request record whose admission threw into a failure record with its raw bytes.
 *
 * @param node name of the admission node
 * @param topic the failure topic
 * @param outcomes encodes the failure
 */
public record AdmissionSalvage(String node, String topic, OutcomeEncoder outcomes)
        implements DefectHandler.Salvage {
    @Override
    public ProducerRecord<byte[], byte[]> record(ErrorHandlerContext context, Exception defect) {
        Failure failure =
                Failure.of(
                        FailureReason.INTERNAL,
                        "A defect in Sluice: " + defect.getClass().getName());
        byte[] value =
                outcomes.encode(
                                Failures.unreadable(
                                        new Position(
                                                context.topic(),
                                                context.partition(),
                                                context.offset()),
                                        Instant.ofEpochMilli(context.timestamp()),
                                        failure,
                                        context.sourceRawValue()))
                        .value();
        return new ProducerRecord<>(
                topic, null, null, context.sourceRawKey(), value, context.headers());
    }
}
