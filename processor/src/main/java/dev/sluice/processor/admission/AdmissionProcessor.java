package dev.sluice.processor.admission;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.pending.Arrival;
import dev.sluice.processor.pending.RequestReader;
import dev.sluice.processor.pending.Verdict;
import dev.sluice.processor.usage.Postings;
import dev.sluice.processor.usage.UsageStage;
import dev.sluice.v1.Position;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Sends each request record one of two ways: on to the pending window, or out as a failure. */
final class AdmissionProcessor implements Processor<byte[], byte[], byte[], Object> {
    private final RequestReader reader;
    private final InstantSource clock;
    private final String next;
    private final boolean usage;
    private final Postings postings = new Postings();
    private ProcessorContext<byte[], Object> context;

    AdmissionProcessor(RequestReader reader, InstantSource clock, String next, boolean usage) {
        this.reader = reader;
        this.clock = clock;
        this.next = next;
        this.usage = usage;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        Position position = new Position(metadata.topic(), metadata.partition(), metadata.offset());
        Instant now = clock.instant();
        Verdict verdict =
                reader.read(
                        position, Instant.ofEpochMilli(record.timestamp()), now, record.value());
        if (verdict instanceof Verdict.Refused refused) {
            Outcome outcome = refused.outcome();
            context.forward(
                    record.<Object>withValue(outcome.value()).withTimestamp(now.toEpochMilli()),
                    outcome.kind().sink());
            if (usage) {
                postings.add(outcome.bill(), now);
                postings.post(now, delta -> context.forward(delta, UsageStage.DELTAS));
            }
        } else {
            context.forward(record.<Object>withValue(new Arrival(verdict, record.value())), next);
        }
    }
}
