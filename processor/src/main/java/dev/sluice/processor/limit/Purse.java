package dev.sluice.processor.limit;

/** What a limiter was given of a limit per minute or day and has not spent. Times are nanoseconds of the limiter's clock. */
public interface Purse {
    /** Whether so much is there; if not, it is asked for. */
    boolean has(long weight, long now);

    /** Takes so much, which is there. */
    Spending spend(long weight, long now);

    /** The limit has changed. */
    void change(long limit, int burst);

    /** What is used of the limit by all who share it, 1 being all. */
    double utilisation();
}
