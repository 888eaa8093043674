package dev.sluice.processor.limit;

/** What was taken from a purse for one call. */
public interface Spending {
    /** The call must not be sent later than this. */
    long expiresAt();

    /** The call is being sent. */
    void sent(long now);

    /** The call took so much more than was taken for it, or less than 0. */
    void settle(long change);

    /** The call was not sent, and will not be. */
    void cancel();

    /** The call ended. If it is not known when it was sent, that counts as the last moment at which it could be. */
    void close();
}
