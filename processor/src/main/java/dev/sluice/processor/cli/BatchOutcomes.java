package dev.sluice.processor.cli;

import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sorts out the outcomes of one batch, and counts them. */
final class BatchOutcomes {
    private final String completionTopic;
    private final String batchId;
    private final PositionSet ofBatch;
    private final long expected;
    private final OutcomeSink sink;
    private final RecordReader<ChatCompletion> completions;
    private final RecordReader<ChatFailure> failures;
    private final RecordReader<ChatRequest> requests;
    private final PositionSet seen = new PositionSet();
    private long failed;
    private long duplicates;

    /**
     * @param ofBatch where requests of the batch stand, as far as that is known
     */
    BatchOutcomes(
            Cluster cluster,
            Schemas schemas,
            String batchId,
            PositionSet ofBatch,
            long expected,
            OutcomeSink sink) {
        this.completionTopic = cluster.completions();
        this.batchId = batchId;
        this.ofBatch = ofBatch;
        this.expected = expected;
        this.sink = sink;
        this.completions = new RecordReader<>(ChatCompletion.class, schemas);
        this.failures = new RecordReader<>(ChatFailure.class, schemas);
        this.requests = new RecordReader<>(ChatRequest.class, schemas);
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
                    failures.read(record.topic(), record.value()).filter(this::isOfBatch);
            if (failure.isPresent() && isFirst(failure.get().getPosition(), record)) {
                failed++;
                sink.failure(named(failure.get()));
            }
        }
    }

    /** What the service refused unread, for its size, is of a batch by its place alone. */
    private boolean isOfBatch(ChatFailure failure) {
        return failure.getRaw() == null
                ? batchId.equals(failure.getBatchId())
                : ofBatch.contains(failure.getPosition());
    }

    /** Takes the ids from the request's bytes where the service did not read them, so that the caller finds its line. */
    private ChatFailure named(ChatFailure failure) throws InterruptedException {
        ByteBuffer raw = failure.getRaw();
        if (raw != null) {
            byte[] value = new byte[raw.remaining()];
            raw.duplicate().get(value);
            requests.read(failure.getPosition().getTopic(), value)
                    .ifPresent(
                            request -> {
                                failure.setId(request.getId());
                                failure.setCustomId(request.getCustomId());
                            });
        }
        return failure;
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
