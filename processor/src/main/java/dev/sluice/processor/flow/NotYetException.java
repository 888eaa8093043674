package dev.sluice.processor.flow;

/** The brokers cannot do this now, but may later. */
final class NotYetException extends Exception {
    private static final long serialVersionUID = 1L;

    NotYetException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
