package dev.sluice.processor.pending;

import dev.sluice.processor.schedule.Work;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What a window keeps in memory of a request beside the store's bytes. Confined to its stream thread. */
final class Held {
    private final byte @Nullable [] key;
    private final Headers headers;
    private final long bytes;
    private @Nullable Work work;
    private @Nullable WindowLane lane;
    private Duration parked = Duration.ZERO;

    Held(byte @Nullable [] key, Headers headers, long bytes) {
        this.key = key;
        this.headers = headers;
        this.bytes = bytes;
    }

    byte @Nullable [] key() {
        return key;
    }

    Headers headers() {
        return headers;
    }

    /** Size of key, value and headers in bytes. */
    long bytes() {
        return bytes;
    }

    /** What the scheduler was given; null while the request cannot be read yet. */
    @Nullable Work work() {
        return work;
    }

    void work(Work next) {
        work = next;
    }

    /** Those like it; null while the request cannot be read yet. */
    @Nullable WindowLane lane() {
        return lane;
    }

    void lane(WindowLane next) {
        lane = next;
    }

    /** For how long it was parked before. */
    Duration parked() {
        return parked;
    }

    void parked(Duration time) {
        parked = time;
    }
}
