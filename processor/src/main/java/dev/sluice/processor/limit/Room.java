package dev.sluice.processor.limit;

/** When a bucket has room for a request. */
sealed interface Room {
    /** A case that needs no time. */
    enum Plain implements Room {
        NOW,
        AFTER_RELEASE,
        NEVER
    }

    /** Not before a time, in nanoseconds of the limiter's clock. */
    record Later(long at) implements Room {}

    /**
     * Whether this is the one to wait for. A time goes before a release: once it has come a request may ask again, while
     * calls may end many times until then.
     */
    default boolean isWorseThan(Room other) {
        if (this instanceof Later mine && other instanceof Later others) {
            return mine.at() > others.at();
        }
        return rank() > other.rank();
    }

    private int rank() {
        if (this instanceof Later) {
            return 2;
        }
        return switch ((Plain) this) {
            case NOW -> 0;
            case AFTER_RELEASE -> 1;
            case NEVER -> 3;
        };
    }
}
