package dev.sluice.processor.flow;

import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many requests wait in the topic: what no instance has taken in yet, of all partitions. The consumer's own lag would not tell,
 * as it is not known anew while a partition is paused, which is when it grows.
 *
 * <p>Asks on a thread of its own every ten seconds.
 */
public final class Backlog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** Requests that a producer has not committed are none yet. */
    private static final ListOffsetsOptions COMMITTED =
            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;
    private final String topic;
    private final String group;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread made = new Thread(task, "sluice-backlog");
                        made.setDaemon(true);
                        return made;
                    });
    private volatile OptionalDouble records = OptionalDouble.empty();
    private volatile boolean closed;

    /** Belongs to the thread: what goes on for long is told once. */
    private boolean unknown;

    /**
     * Asks nothing yet.
     *
     * @param admin closed with it
     */
    Backlog(Admin admin, String topic, String group) {
        this.admin = admin;
        this.topic = topic;
        this.group = group;
    }

    /**
     * Asks from now on.
     *
     * @throws KafkaException if no client can be made
     */
    public static Backlog start(SluiceConfig config) {
        Backlog backlog =
                new Backlog(
                        Admin.create(Map.copyOf(config.kafka())),
                        config.topics().requests(),
                        config.applicationId());
        // It ends with the thread alone: what fails is asked again.
        var unused =
                backlog.thread.scheduleWithFixedDelay(
                        backlog::ask, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return backlog;
    }

    /**
     * Offsets between what was taken in and the end, summed up; more than there are records where a producer's transactions or
     * compaction leave gaps. Nothing where the brokers did not answer the last time. Any thread.
     */
    public OptionalDouble records() {
        return records;
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        admin.close(Duration.ZERO);
    }

    private void ask() {
        try {
            records = OptionalDouble.of((double) measure());
            unknown = false;
        } catch (ExecutionException | RuntimeException e) {
            records = OptionalDouble.empty();
            if (!unknown && !closed) {
                // The cause alone: brokers that are down or refuse are told of by those who wait
                // for them.
                LOG.warn(
                        "Nobody knows how many requests wait in {}: {}",
                        topic,
                        String.valueOf(e.getCause() == null ? e : e.getCause()));
            }
            unknown = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks now. */
    long measure() throws ExecutionException, InterruptedException {
        TopicDescription description =
                Objects.requireNonNull(
                        admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
        description
                .partitions()
                .forEach(
                        one -> {
                            TopicPartition partition = new TopicPartition(topic, one.partition());
                            latest.put(partition, OffsetSpec.latest());
                            earliest.put(partition, OffsetSpec.earliest());
                        });
        // What is taken in is asked for first: it may only grow until the ends are known.
        Map<TopicPartition, OffsetAndMetadata> takenIn =
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> begins =
                admin.listOffsets(earliest).all().get();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                admin.listOffsets(latest, COMMITTED).all().get();
        long sum = 0;
        for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end :
                ends.entrySet()) {
            OffsetAndMetadata committed = takenIn.get(end.getKey());
            ListOffsetsResult.ListOffsetsResultInfo begin = begins.get(end.getKey());
            long from =
                    Math.max(
                            committed == null ? 0 : committed.offset(),
                            begin == null ? 0 : begin.offset());
            sum += Math.max(0, end.getValue().offset() - from);
        }
        return sum;
    }
}
