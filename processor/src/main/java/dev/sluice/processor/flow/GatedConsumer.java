package dev.sluice.processor.flow;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The main consumer of a stream thread, with a gate per partition and a wait that ends when results come.
 *
 * <p>A partition is paused when Streams paused it or when its gate is closed. Streams knows nothing of the gate and
 * would undo a pause made behind its back; so its own wishes are kept here, and the union is applied where records are
 * handed out.
 *
 * <p>While calls are in flight {@link #poll} waits in slices of a millisecond and returns when a result waits, so that
 * the stream thread forwards it at once without a wake-up, which would end the thread.
 */
final class GatedConsumer extends KafkaConsumer<byte[], byte[]> {
    /** Long enough to leave the processor alone, short enough not to be seen beside a broker's round trip. */
    private static final Duration SLICE = Duration.ofMillis(1);

    private final Traffic traffic;
    private final CommitPace commits;
    private final Runnable sendAhead;

    /** No poll lasts longer while calls are in flight, so that commits stay on time. */
    private final long busyPollNanos;

    private final Set<TopicPartition> pausedByStreams = new HashSet<>();

    /**
     * @param sendAhead called now and then while calls are in flight, for what can be sent ahead of a commit
     * @param busyPoll how long a poll may take while calls are in flight
     */
    GatedConsumer(
            Map<String, Object> config,
            Traffic traffic,
            CommitPace commits,
            Runnable sendAhead,
            Duration busyPoll) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.traffic = traffic;
        this.commits = commits;
        this.sendAhead = sendAhead;
        this.busyPollNanos = busyPoll.toNanos();
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        applyGates();
        if (!busy()) {
            return super.poll(timeout);
        }
        long start = System.nanoTime();
        long limit = Math.min(timeout.toNanos(), busyPollNanos);
        ConsumerRecords<byte[], byte[]> records = super.poll(SLICE);
        while (records.isEmpty()
                && !resultsWaiting()
                && !commits.due()
                && System.nanoTime() - start < limit) {
            sendAhead.run();
            records = super.poll(SLICE);
        }
        return records;
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new AssignmentLog(listener));
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        pausedByStreams.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(Set.copyOf(partitions));
        Set<TopicPartition> open = new HashSet<>(partitions);
        open.removeIf(traffic::gated);
        super.resume(open);
    }

    private void applyGates() {
        Set<TopicPartition> assigned = assignment();
        pausedByStreams.retainAll(assigned);
        Set<TopicPartition> paused = paused();
        Set<TopicPartition> toPause = new HashSet<>();
        Set<TopicPartition> toResume = new HashSet<>();
        for (TopicPartition partition : assigned) {
            boolean pause = pausedByStreams.contains(partition) || traffic.gated(partition);
            if (pause != paused.contains(partition)) {
                (pause ? toPause : toResume).add(partition);
            }
        }
        super.pause(toPause);
        super.resume(toResume);
    }

    private boolean busy() {
        for (TopicPartition partition : assignment()) {
            if (traffic.busy(partition)) {
                return true;
            }
        }
        return false;
    }

    private boolean resultsWaiting() {
        for (TopicPartition partition : assignment()) {
            if (traffic.resultsWaiting(partition)) {
                return true;
            }
        }
        return false;
    }
}
