package dev.sluice.schemas;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one schema, in the Java types that generated classes hold them in and in no other.
 *
 * <p>It is made for speed: it says no more of a value that does not fit than that it does not, and leaves what it has
 * written of it so far.
 */
interface ValueWriter {
    /** The class of the values; {@code Object} for those of a union. */
    Class<?> type();

    /**
     * Writes a value.
     *
     * @throws RuntimeException of any kind, if the value is not one that a generated class holds
     */
    void write(@Nullable Object value, BinaryEncoder out) throws IOException;
}
