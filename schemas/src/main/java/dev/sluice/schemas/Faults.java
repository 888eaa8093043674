package dev.sluice.schemas;

import org.apache.avro.AvroTypeException;
import org.apache.avro.UnresolvedUnionException;

/** Says what went wrong in Avro without repeating Avro's messages, which may quote the record. */
final class Faults {
    /** How Avro begins a message that is made of the schema alone: the type and the path of the field. */
    private static final String MISSING = "null value for (non-nullable) ";

    private Faults() {}

    static String describe(RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        if (fault instanceof NullPointerException && message.startsWith(MISSING)) {
            return message;
        }
        if (fault instanceof UnresolvedUnionException) {
            return "a field holds a type that its union does not have";
        }
        if (fault instanceof AvroTypeException) {
            return "a field holds a value out of its type's range";
        }
        return fault.getClass().getSimpleName();
    }
}
