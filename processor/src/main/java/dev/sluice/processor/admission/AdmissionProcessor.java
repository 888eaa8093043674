package dev.sluice.processor.admission;

import dev.sluice.processor.pending.Arrival;
import dev.sluice.processor.pending.Commits;
import dev.sluice.processor.pending.Refusals;
import dev.sluice.processor.pending.RequestReader;
import dev.sluice.processor.pending.Verdict;
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
    private final Commits commits;
    private final String next;
    private final boolean usage;
    private ProcessorContext<byte[], Object> context;
    private Refusals refusals;

    AdmissionProcessor(
            RequestReader reader,
            InstantSource clock,
            Commits commits,
            String next,
            boolean usage) {
        this.reader = reader;
        this.clock = clock;
        this.commits = commits;
        this.next = next;
        this.usage = usage;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        refusals = new Refusals(processorContext, usage);
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
            refusals.refuse(record, refused.outcome(), now);
            if (commits.due()) {
                context.commit();
            }
        } else {
            context.forward(record.<Object>withValue(new Arrival(verdict, record.value())), next);
        }
    }
}
