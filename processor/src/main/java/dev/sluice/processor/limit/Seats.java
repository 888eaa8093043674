package dev.sluice.processor.limit;

/** What a limiter was given of a limit on calls at the same time. Times are nanoseconds of the limiter's clock. */
public interface Seats {
    /** Whether one more call may begin; if not, more are asked for. */
    boolean free(long now);

    /** A call begins. */
    void take(long now);

    /** A call ended. */
    void release();

    /** No call must be sent later than this on what was given so far. */
    long expiresAt();

    /** The limit has changed. */
    void change(long limit);
}
