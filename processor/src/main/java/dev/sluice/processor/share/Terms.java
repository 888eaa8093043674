package dev.sluice.processor.share;

import java.util.concurrent.TimeUnit;

/** The times that instances agreed on. All of them have to have the same. */
final class Terms {
    /** How long after it was asked for a request may be sent on what was given. */
    static final long VALID = TimeUnit.SECONDS.toNanos(1);

    /** How long after its last word an instance may begin calls in the seats that it has. */
    static final long LEASE = TimeUnit.SECONDS.toNanos(3);

    /** How often an instance that has seats says so. */
    static final long HEARTBEAT = TimeUnit.SECONDS.toNanos(1);

    /** For how long something is kept back for who asked and could not be given it; then the next one has its turn. */
    static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

    /** How much is saved up for whoever asks late. The sum of a minute is kept all the same. */
    static final long SAVED = TimeUnit.MILLISECONDS.toNanos(250);

    /** Beyond the longest call of an instance that is silent, its seats are free. */
    static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private Terms() {}
}
