package dev.sluice.processor.limit;

/** Where room comes from, when several limiters share their limits. Belongs to the limiter's thread. */
public interface Supply {
    /**
     * What is given of a limit per minute or day.
     *
     * @param burst how many requests may go at once after a pause
     */
    Purse purse(Counted counted, long limit, int burst);

    /** What is given of a limit on calls at the same time. */
    Seats seats(Counted counted, long limit);
}
