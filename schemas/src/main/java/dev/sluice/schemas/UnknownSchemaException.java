package dev.sluice.schemas;

/**
 * The registry answered that it has no such schema id, or none that is Avro. It is definitive: what carries this id
 * cannot be read.
 */
public final class UnknownSchemaException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which id, and where it was asked for
     */
    public UnknownSchemaException(String message) {
        super(message);
    }
}
