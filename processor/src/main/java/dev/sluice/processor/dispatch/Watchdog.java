package dev.sluice.processor.dispatch;

import dev.sluice.processor.config.TimeoutConfig;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The times that one call has to keep, as arithmetic: nanoseconds in, verdict out. Bytes only move the idle time on, never
 * the others, so that keep-alives hold no call open.
 */
final class Watchdog {
    /** Which time passed. */
    enum Passed {
        DEADLINE("the request's deadline"),
        TOTAL("its timeout"),
        FIRST_BYTE("its first-byte-timeout"),
        IDLE("its idle-timeout");

        private final String words;

        Passed(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final TimeoutConfig config;
    private final long start;
    private final long deadline;
    private long lastByte;
    private boolean headCame;

    /**
     * @param start when the call began, in nanoseconds of any clock
     * @param left from then to the request's deadline, in nanoseconds; {@link Long#MAX_VALUE} where it has none
     */
    Watchdog(TimeoutConfig config, long start, long left) {
        this.config = config;
        this.start = start;
        this.deadline = left;
        this.lastByte = start;
    }

    /**
     * What a request leaves a call that starts now.
     *
     * @return nanoseconds, at least a millisecond; {@link Long#MAX_VALUE} where it has no deadline
     */
    static long nanosLeft(@Nullable Instant deadline, Instant now) {
        if (deadline == null) {
            return Long.MAX_VALUE;
        }
        return TimeUnit.MILLISECONDS.toNanos(
                Math.max(1, deadline.toEpochMilli() - now.toEpochMilli()));
    }

    /** The answer's head came. */
    void head(long now) {
        headCame = true;
        lastByte = now;
    }

    /** A piece of the answer came. */
    void bytes(long now) {
        lastByte = now;
    }

    /** The time that has passed by now, if any. */
    Optional<Passed> passed(long now) {
        long gone = now - start;
        if (gone >= deadline) {
            return Optional.of(Passed.DEADLINE);
        }
        if (gone >= config.total().toNanos()) {
            return Optional.of(Passed.TOTAL);
        }
        if (!headCame && gone >= config.firstByte().toNanos()) {
            return Optional.of(Passed.FIRST_BYTE);
        }
        return headCame && now - lastByte >= config.idle().toNanos()
                ? Optional.of(Passed.IDLE)
                : Optional.empty();
    }

    /**
     * How long until a time can have passed, in nanoseconds. While no head has come the idle time counts as well, since it
     * may come at any moment.
     */
    long next(long now) {
        long whole = Math.min(deadline, config.total().toNanos()) - (now - start);
        long quiet = config.idle().toNanos() - (headCame ? now - lastByte : 0);
        long head = headCame ? Long.MAX_VALUE : config.firstByte().toNanos() - (now - start);
        return Math.max(1, Math.min(whole, Math.min(quiet, head)));
    }
}
