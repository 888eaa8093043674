package dev.sluice.processor.cli;

/** What the commands exit with. */
public final class ExitCodes {
    /** Everything went well. */
    public static final int OK = 0;

    /** The work was done, but a line was bad or a request failed. */
    public static final int SOME_FAILED = 1;

    /** Wrong usage or configuration; nothing was done. */
    public static final int USAGE = 2;

    /** The time was over before all outcomes came. */
    public static final int TIMEOUT = 3;

    private ExitCodes() {}
}
