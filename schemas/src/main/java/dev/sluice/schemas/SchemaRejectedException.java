package dev.sluice.schemas;

/**
 * The registry refuses a schema for a subject: it is incompatible with an earlier version, or not registered where it
 * has to be. Trying again does not help until somebody changes something.
 */
public final class SchemaRejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    SchemaRejectedException(String message) {
        super(message);
    }
}
