package dev.sluice.processor.admin.usage;

/** Rows cannot be had from this instance now. */
public final class NotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param cause whose message tells why
     */
    public NotReadyException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
