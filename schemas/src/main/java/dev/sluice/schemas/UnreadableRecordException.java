package dev.sluice.schemas;

/**
 * Bytes that are not the record they should be: not in the wire format, written as another record type, truncated,
 * or with something left over.
 *
 * <p>The message tells what is wrong and never any of the content, and there is no cause, since Avro's own messages
 * may quote what they read. A second attempt with the same schema ends the same way.
 */
public final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String message) {
        super(message);
    }

    static UnreadableRecordException notWireFormat() {
        return new UnreadableRecordException("not in the schema registry's wire format");
    }
}
