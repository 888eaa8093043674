package dev.sluice.processor.cli;

/** A command cannot do its work: the message tells the user what to put right. */
public class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence without secrets or prompts
     */
    public CliException(String message) {
        super(message);
    }

    /**
     * @param message one sentence without secrets or prompts
     * @param cause what led to it
     */
    public CliException(String message, Throwable cause) {
        super(message, cause);
    }
}
