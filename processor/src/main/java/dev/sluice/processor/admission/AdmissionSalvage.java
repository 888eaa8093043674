package dev.sluice.processor.admission;

import dev.sluice.processor.flow.DefectHandler;
import dev.sluice.processor.outcome.Failure;
import dev.sluice.processor.outcome.Failures;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeEncoder;
import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.usage.Postings;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Turns a request record whose admission threw into a failure record with its raw bytes.
 *
 * @param node name of the admission node
 * @param topic the failure topic
 * @param usageDeltas the topic of what outcomes add to usage, if that is added up
 * @param outcomes encodes the failure
 * @param clock the time at which the outcome counts
 * @param listener hears of outcomes
 */
public record AdmissionSalvage(
        String node,
        String topic,
        Optional<String> usageDeltas,
        OutcomeEncoder outcomes,
        InstantSource clock,
        OutcomeListener listener)
        implements DefectHandler.Salvage {
    @Override
    public List<ProducerRecord<byte[], byte[]>> records(
            ErrorHandlerContext context, Exception defect) {
        Failure failure =
                Failure.of(
                        FailureReason.INTERNAL,
                        "A defect in Sluice: " + defect.getClass().getName());
        Outcome outcome =
                outcomes.encode(
                        Failures.unreadable(
                                new Position(
                                        context.topic(), context.partition(), context.offset()),
                                Instant.ofEpochMilli(context.timestamp()),
                                failure,
                                context.sourceRawValue()));
        listener.forwarded(outcome);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(
                new ProducerRecord<>(
                        topic,
                        null,
                        null,
                        context.sourceRawKey(),
                        outcome.value(),
                        context.headers()));
        usageDeltas.ifPresent(deltas -> records.addAll(added(outcome, deltas)));
        return records;
    }

    private List<ProducerRecord<byte[], byte[]>> added(Outcome outcome, String deltas) {
        Instant now = clock.instant();
        Postings postings = new Postings();
        postings.add(outcome.bill(), now);
        List<ProducerRecord<byte[], byte[]>> added = new ArrayList<>();
        postings.post(
                now,
                delta ->
                        added.add(
                                new ProducerRecord<>(
                                        deltas,
                                        null,
                                        delta.timestamp(),
                                        delta.key(),
                                        delta.value())));
        return added;
    }
}
