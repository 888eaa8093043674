package dev.sluice.processor.cli;

import dev.sluice.schemas.Schemas;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the request topic from its beginning to its present end, for the requests of one batch. */
final class BatchScan {
    private final Cluster cluster;
    private final RecordReader<ChatRequest> reader;

    BatchScan(Cluster cluster, Schemas schemas) {
        this.cluster = cluster;
        this.reader = new RecordReader<>(ChatRequest.class, schemas);
    }

    /** What was found. */
    static final class Found {
        private final PositionSet positions = new PositionSet();
        private OptionalLong earliest = OptionalLong.empty();

        /** How many requests the batch has. */
        long requests() {
            return positions.size();
        }

        /** The smallest timestamp of their records, milliseconds since the epoch; empty where there are none. */
        OptionalLong earliest() {
            return earliest;
        }

        /** Where they stand. */
        PositionSet positions() {
            return positions;
        }

        private void add(ConsumerRecord<byte[], byte[]> record) {
            positions.add(new Position(record.topic(), record.partition(), record.offset()));
            earliest =
                    OptionalLong.of(Math.min(earliest.orElse(Long.MAX_VALUE), record.timestamp()));
        }
    }

    /**
     * Reads.
     *
     * @param each takes the batch's requests
     * @param isOver asked now and then whether to give up
     * @return what there is; empty where it was given up
     * @throws CliException when the topic cannot be read
     */
    Optional<Found> scan(String batchId, Consumer<ChatRequest> each, BooleanSupplier isOver)
            throws InterruptedException {
        Found found = new Found();
        try (CommittedLog log = CommittedLog.open(cluster, List.of(cluster.requests()))) {
            boolean whole =
                    log.readToEnd(
                            record -> {
                                if (record.value() != null && isOfBatch(record, batchId, each)) {
                                    found.add(record);
                                }
                            },
                            isOver);
            return whole ? Optional.of(found) : Optional.empty();
        }
    }

    private boolean isOfBatch(
            ConsumerRecord<byte[], byte[]> record, String batchId, Consumer<ChatRequest> each)
            throws InterruptedException {
        return reader.read(record.topic(), record.value())
                .filter(request -> batchId.equals(request.getBatchId()))
                .map(
                        request -> {
                            each.accept(request);
                            return true;
                        })
                .orElse(false);
    }
}
