package dev.sluice.schemas;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's wire format: one byte 0, the schema's id as four bytes with the highest first, then Avro's binary
 * encoding.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Confluent's description</a>
 */
public final class WireFormat {
    /** Length of what precedes the Avro data. */
    public static final int HEADER_BYTES = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /**
     * The id of the schema that a value was written with.
     *
     * @param value a record's value or key, null for a tombstone
     * @return the id, or empty where the value is null, shorter than the header or starts otherwise
     */
    public static OptionalInt schemaId(byte @Nullable [] value) {
        if (value == null || value.length < HEADER_BYTES || value[0] != MAGIC) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                (value[1] & 0xff) << 24
                        | (value[2] & 0xff) << 16
                        | (value[3] & 0xff) << 8
                        | (value[4] & 0xff));
    }

    /** The header that goes before data written with the schema of this id. */
    static byte[] header(int schemaId) {
        return new byte[] {
            MAGIC,
            (byte) (schemaId >>> 24),
            (byte) (schemaId >>> 16),
            (byte) (schemaId >>> 8),
            (byte) schemaId
        };
    }
}
