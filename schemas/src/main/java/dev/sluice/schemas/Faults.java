package dev.sluice.schemas;

import java.util.regex.Pattern;
import org.apache.avro.AvroTypeException;
import org.apache.avro.UnresolvedUnionException;

/** Says what went wrong in Avro without repeating Avro's messages, which may quote the record. */
final class Faults {
    /** How Avro begins a message about a missing value: its type and the path to it follow. */
    private static final String MISSING = "null value for (non-nullable) ";

    /** The one part of such a path that comes from the record: the key of a map, however it is made. */
    private static final Pattern KEY = Pattern.compile("\\[\".*\"]", Pattern.DOTALL);

    private Faults() {}

    static String describe(RuntimeException fault) {
        String message = String.valueOf(fault.getMessage());
        if (fault instanceof NullPointerException && message.startsWith(MISSING)) {
            return KEY.matcher(message).replaceAll("[a key]");
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
