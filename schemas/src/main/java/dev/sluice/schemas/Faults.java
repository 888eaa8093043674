package dev.sluice.schemas;

import org.apache.avro.AvroTypeException;
import org.apache.avro.UnresolvedUnionException;
import org.apache.avro.path.TracingAvroTypeException;
import org.apache.avro.path.TracingNullPointException;

/** Says what went wrong in Avro without repeating Avro's messages, which may quote the record. */
final class Faults {
    private Faults() {}

    static String describe(RuntimeException fault) {
        if (fault instanceof TracingNullPointException) {
            // Its message is made of the schema alone: the type and the path of the field.
            return String.valueOf(fault.getMessage());
        }
        if (fault instanceof UnresolvedUnionException) {
            return "a field holds a type that its union does not have";
        }
        if (fault instanceof AvroTypeException || fault instanceof TracingAvroTypeException) {
            return "a field holds a value out of its type's range";
        }
        return fault.getClass().getSimpleName();
    }
}
