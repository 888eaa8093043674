package dev.sluice.processor.cli;

/** The time that a command was given was over before there was anything to show for it. */
public final class TimeOverException extends CliException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence without secrets or prompts
     */
    public TimeOverException(String message) {
        super(message);
    }
}
