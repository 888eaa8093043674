package dev.sluice.processor.schedule;

/**
 * Why a request waits.
 *
 * @param scope what it waits for, such as {@code endpoint:gcore} or {@code tenant:acme}
 * @param dimension which of its dimensions, such as {@code requests-per-minute} or {@code closed}
 */
record Cause(String scope, String dimension) {
    /** The instance has as many calls out as it may. */
    static final Cause INSTANCE = new Cause("instance", "concurrent");

    /** Its last call failed, and the time of its next one has not come. */
    static final Cause RETRY = new Cause("request", "retry-delay");

    /** Another request of its record key goes first. */
    static final Cause KEY = new Cause("record-key", "order");

    /** It was parked, behind others of its kind that waited. */
    static final Cause PARKED = new Cause("window", "parked");
}
