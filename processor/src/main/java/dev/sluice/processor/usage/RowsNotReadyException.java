package dev.sluice.processor.usage;

/** Rows cannot be read here now. The message tells why, and goes on from "partition 1 …". */
public final class RowsNotReadyException extends Exception {
    private static final long serialVersionUID = 1L;

    RowsNotReadyException(String message) {
        super(message);
    }

    RowsNotReadyException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
