package dev.sluice.processor;

import dev.sluice.processor.admin.health.Finding;
import dev.sluice.processor.metrics.RestoreMeters;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches one stream from outside, from before there is one until it has stopped. Any thread. */
final class StreamWatch {
    private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);

    private final String name;
    private final int threads;
    private final Restoration restoration;
    private volatile Optional<KafkaStreams> watched = Optional.empty();

    /**
     * @param name the stream's name in the log and in answers
     * @param threads how many threads it has to have
     */
    StreamWatch(String name, int threads) {
        this.name = name;
        this.threads = threads;
        this.restoration = new Restoration(name);
    }

    /**
     * Begins to watch a stream, which is not started yet.
     *
     * @param restores measure how long its stores take to be read again
     */
    void attach(KafkaStreams streams, RestoreMeters restores) {
        streams.setStateListener((state, before) -> tell(state));
        streams.setGlobalStateRestoreListener(new RestoreTimes(restores, restoration));
        watched = Optional.of(streams);
    }

    /** Whether there is a stream yet. */
    boolean isAttached() {
        return watched.isPresent();
    }

    /** Whether it works on all partitions that it has. */
    Finding running() {
        return watched.map(KafkaStreams::state)
                .map(
                        state ->
                                state == State.RUNNING
                                        ? Finding.up(text(state))
                                        : Finding.down(text(state)))
                .orElseGet(() -> Finding.down("not started yet"));
    }

    /** Whether its stores hold all that their changelogs do. */
    Finding restored() {
        return isAttached() ? restoration.finding() : Finding.down("not started yet");
    }

    /**
     * Whether its threads live. Takes locks that stream threads hold for moments.
     *
     * @return what is wrong, if anything is
     */
    Optional<String> dead() {
        if (watched.isEmpty()) {
            return Optional.empty();
        }
        State state = watched.get().state();
        if (state == State.ERROR || state == State.PENDING_ERROR) {
            return Optional.of("the stream %s has failed".formatted(name));
        }
        if (state.isShuttingDown() || state.hasCompletedShutdown()) {
            return Optional.empty();
        }
        int alive = watched.get().metadataForLocalThreads().size();
        return alive < threads
                ? Optional.of("%d of %d threads are alive".formatted(alive, threads))
                : Optional.empty();
    }

    private void tell(State state) {
        if (state == State.RUNNING) {
            LOG.atInfo().addKeyValue("event", "running").log("Stream {} is running", name);
        } else if (state == State.ERROR) {
            LOG.error("Stream {} has failed for good", name);
        }
    }

    private static String text(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
