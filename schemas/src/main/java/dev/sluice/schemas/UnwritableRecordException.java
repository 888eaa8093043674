package dev.sluice.schemas;

/**
 * A record that does not fit its schema, such as one with a required field left null or an amount with more decimal
 * places than the schema has. It is a defect in the program that built the record.
 *
 * <p>The message names the kind of fault, and the field where that is known, and never any of the content.
 */
public final class UnwritableRecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnwritableRecordException(String message) {
        super(message);
    }
}
