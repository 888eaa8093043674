package dev.sluice.processor.schedule;

/**
 * Lets calls out slowly after a pause: one first, and one more at the same time for each that goes well, which doubles them
 * each time that all have come back. It is the slow start of TCP (RFC 5681, section 3.1), with a window of one.
 */
final class SlowStart {
    /** As many at once are no start any more. */
    private static final int MOST = 1_000;

    private int window = MOST;
    private int out;
    private long first;
    private boolean refused;

    /**
     * A pause begins, after which calls go out slowly. Those that are out do not count.
     *
     * @param next the number of the next call
     * @param wasRefused whether a call was refused; otherwise the endpoint has said itself that it would be
     */
    void begin(long next, boolean wasRefused) {
        refused = wasRefused || (refused && window < MOST);
        window = 1;
        out = 0;
        first = next;
    }

    /** Whether one more call may go out. */
    boolean hasRoom() {
        return window >= MOST || out < window;
    }

    /** A call goes out. */
    void sent() {
        out++;
    }

    /**
     * A call is over.
     *
     * @param well whether it was let in
     */
    void ended(long call, boolean well) {
        if (call >= first) {
            out--;
            window += well && window < MOST ? 1 : 0;
        }
    }

    /**
     * A call's answer says how many more the endpoint takes: nothing need be found out any more, where what it had said
     * before was all that held calls back.
     */
    void told(long call) {
        if (call >= first && !refused) {
            window = MOST;
        }
    }
}
