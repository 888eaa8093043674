package dev.sluice.processor.cli;

import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.Position;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sorts out the outcomes of one batch, and counts them. */
final class BatchOutcomes {
    private final String completionTopic;
    private final String batchId;
    private final long expected;
    private final OutcomeSink sink;
    private final RecordReader<ChatCompletion> completions;
    private final RecordReader<ChatFailure> failures;
    private final PositionSet seen = new PositionSet();
    private long failed;
    private long duplicates;

    BatchOutcomes(
            Cluster cluster, Schemas schemas, String batchId, long expected, OutcomeSink sink) {
        this.completionTopic = cluster.completions();
        this.batchId = batchId;
        this.expected = expected;
        this.sink = sink;
        this.completions = new RecordReader<>(ChatCompletion.class, schemas);
        this.failures = new RecordReader<>(ChatFailure.class, schemas);
    }

    void take(ConsumerRecord<byte[], byte[]> record) throws IOException, InterruptedException {
        if (record.topic().equals(completionTopic)) {
            Optional<ChatCompletion> completion =
                    completions
                            .read(record.topic(), record.value())
                            .filter(c -> batchId.equals(c.getBatchId()));
            if (completion.isPresent() && isFirst(completion.get().getPosition(), record)) {
                sink.completion(completion.get());
            }
        } else {
            Optional<ChatFailure> failure =
                    failures.read(record.topic(), record.value())
                            .filter(f -> batchId.equals(f.getBatchId()));
            if (failure.isPresent() && isFirst(failure.get().getPosition(), record)) {
                failed++;
                sink.failure(failure.get());
            }
        }
    }

    private boolean isFirst(Position position, ConsumerRecord<byte[], byte[]> record) {
        boolean first = seen.add(position);
        if (!first) {
            duplicates++;
            sink.duplicate(position, record.topic(), record.partition(), record.offset());
        }
        return first;
    }

    void flush() throws IOException {
        sink.flush();
    }

    boolean isComplete() {
        return seen.size() >= expected;
    }

    Progress.State progress() {
        OptionalDouble fraction = OptionalDouble.of((double) seen.size() / expected);
        return new Progress.State(seen.size(), failed, fraction);
    }

    CollectSummary summary() {
        return new CollectSummary(expected, seen.size() - failed, failed, duplicates);
    }
}
