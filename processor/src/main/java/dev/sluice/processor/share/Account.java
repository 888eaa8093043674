package dev.sluice.processor.share;

/** What instances were given of one limit that is used up. Times are nanoseconds of the log's clock. */
interface Account {
    /**
     * Somebody asks.
     *
     * @return what it is given: nothing, or from the least that it needs to the most
     */
    long ask(String who, ShareWish wish, long now);

    /** Something was given, as far as this is known from elsewhere. */
    void give(long amount, long at, long now);

    /** Less was given than was counted. */
    void takeBack(long amount, long at);

    /** What was counted was used at another time, or in part, or more was used. */
    void change(ShareChange change, long now);

    /** Somebody asks for nothing any more. */
    void leave(String who);

    /** When what it wishes could be given if nobody else came, at the earliest. */
    long earliest(String who, ShareWish wish, long now);

    /** What counts now. */
    long total(long now);

    /** Whether a new one would be as good. */
    boolean isIdle(long now);
}
