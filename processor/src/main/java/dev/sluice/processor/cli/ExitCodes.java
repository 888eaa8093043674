package dev.sluice.processor.cli;

/** What the commands exit with. */
final class ExitCodes {
    /** Everything went well. */
    static final int OK = 0;

    /** The work was done, but a line was bad or a request failed. */
    static final int SOME_FAILED = 1;

    /** Wrong usage or configuration; nothing was done. */
    static final int USAGE = 2;

    /** The time was over before all outcomes came. */
    static final int TIMEOUT = 3;

    private ExitCodes() {}
}
