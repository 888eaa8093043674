package dev.sluice.processor.schedule;

/** A call on its way, as its target and its endpoint count them. It ends once. */
final class Trip {
    private final long atTarget;
    private final long atEndpoint;
    private boolean over;

    /**
     * @param atTarget its number among the calls to its target, in the order in which they were sent
     * @param atEndpoint its number among those to the endpoint; 0 where nobody counts them
     */
    Trip(long atTarget, long atEndpoint) {
        this.atTarget = atTarget;
        this.atEndpoint = atEndpoint;
    }

    long atTarget() {
        return atTarget;
    }

    long atEndpoint() {
        return atEndpoint;
    }

    /** Ends it; whether that was not done before. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }
}
