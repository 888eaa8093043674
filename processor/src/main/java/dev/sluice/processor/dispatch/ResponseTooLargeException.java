package dev.sluice.processor.dispatch;

/** An answer grew beyond the endpoint's {@code max-response-bytes}. */
final class ResponseTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ResponseTooLargeException() {
        // It is thrown on the way of data, as an answer to it: a stack trace would tell nothing.
        super("response too large", null, false, false);
    }
}
