package dev.sluice.processor.cli;

import dev.sluice.schemas.Schemas;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Waits for the outcomes of a batch. Only committed ones are read, so an outcome that is handed over stays.
 *
 * <p>A request that could not be read has no batch id, so that neither it nor its failure belongs to any batch.
 */
public final class BatchCollector {
    private static final Duration POLL = Duration.ofMillis(200);

    /** How far the clocks of producers and brokers may be apart. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofDays(1);

    private final Cluster cluster;
    private final Progress progress;

    /**
     * @param progress is told how many outcomes came
     */
    public BatchCollector(Cluster cluster, Progress progress) {
        this.cluster = cluster;
        this.progress = progress;
    }

    /**
     * Hands every outcome of the batch to a sink, which is opened when there is something to wait for and closed at
     * the end; returns when all have come or the time is over. Then what is in the
     * topics by that time is read to its end, so that a second outcome for a request is noticed.
     *
     * @throws TimeOverException when the time is over before the requests of the batch are counted
     * @throws CliException when the brokers, a topic or the settings cannot be used, or the batch has no requests
     * @throws IOException when the sink fails
     */
    public CollectSummary collect(CollectOptions options, OutcomeSink.Opener opener)
            throws IOException, InterruptedException {
        BooleanSupplier isOver = clock(options);
        try (Schemas schemas = Schemas.connect(cluster.schemaRegistry())) {
            long expected;
            OptionalLong earliest = OptionalLong.empty();
            PositionSet positions = new PositionSet();
            if (options.expect().isPresent()) {
                expected = options.expect().getAsLong();
            } else {
                BatchScan.Found found = scan(schemas, options.batchId(), isOver);
                expected = found.requests();
                earliest = found.earliest();
                positions = found.positions();
            }
            if (expected == 0) {
                throw new CliException(
                        "There are no requests of batch "
                                + options.batchId()
                                + " in topic "
                                + cluster.requests()
                                + ".");
            }
            try (OutcomeSink sink = opener.open()) {
                BatchOutcomes outcomes =
                        new BatchOutcomes(
                                cluster, schemas, options.batchId(), positions, expected, sink);
                follow(outcomes, earliest, isOver);
                return outcomes.summary();
            }
        } catch (KafkaException e) {
            throw new CliException(
                    "Cannot read from " + cluster.address() + ": " + e.getMessage(), e);
        }
    }

    private BatchScan.Found scan(Schemas schemas, String batchId, BooleanSupplier isOver)
            throws InterruptedException {
        return new BatchScan(cluster, schemas)
                .scan(batchId, request -> {}, isOver)
                .orElseThrow(
                        () ->
                                new TimeOverException(
                                        "The time was over before all of topic "
                                                + cluster.requests()
                                                + " was searched for requests of batch "
                                                + batchId
                                                + "."));
    }

    /** Starts now. */
    private static BooleanSupplier clock(CollectOptions options) {
        long start = System.nanoTime();
        return () ->
                options.timeout()
                        .filter(timeout -> System.nanoTime() - start >= timeout.toNanos())
                        .isPresent();
    }

    private void follow(BatchOutcomes outcomes, OptionalLong earliest, BooleanSupplier isOver)
            throws IOException, InterruptedException {
        List<TopicPartition> partitions =
                TopicCheck.partitions(cluster, List.of(cluster.completions(), cluster.failures()));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        cluster.consumer(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            seek(consumer, partitions, earliest);
            progress.update(outcomes.progress());
            while (!outcomes.isComplete() && !isOver.getAsBoolean()) {
                poll(consumer, outcomes);
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (CommittedLog.isBehind(consumer, ends) && !isOver.getAsBoolean()) {
                poll(consumer, outcomes);
            }
        }
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer, BatchOutcomes outcomes)
            throws IOException, InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            outcomes.take(record);
        }
        outcomes.flush();
        progress.update(outcomes.progress());
    }

    /** An outcome's record is never older than its request's, but for clocks that differ. */
    private static void seek(
            KafkaConsumer<byte[], byte[]> consumer,
            Collection<TopicPartition> partitions,
            OptionalLong earliest) {
        consumer.seekToBeginning(partitions);
        long from = earliest.orElse(0) - CLOCK_DIFFERENCE.toMillis();
        if (from <= 0) {
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, from));
        Map<TopicPartition, OffsetAndTimestamp> offsets = consumer.offsetsForTimes(times);
        offsets.forEach(
                (partition, offset) -> {
                    // Null: nothing that new is there yet. The beginning is right too, and safe.
                    if (offset != null) {
                        consumer.seek(partition, offset.offset());
                    }
                });
    }
}
