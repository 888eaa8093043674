package dev.sluice.schemas;

import java.security.NoSuchAlgorithmException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Avro's single-object encoding: two bytes of its own, the schema's fingerprint as eight bytes, then Avro's binary
 * encoding.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro's specification</a>
 */
final class SingleObject {
    private static final byte[] MARKER = {(byte) 0xc3, 0x01};
    private static final String FINGERPRINT = "CRC-64-AVRO";

    private SingleObject() {}

    /** The header that goes before data written with the schema. */
    static byte[] header(Schema schema) {
        try {
            byte[] fingerprint = SchemaNormalization.parsingFingerprint(FINGERPRINT, schema);
            byte[] header = new byte[MARKER.length + fingerprint.length];
            System.arraycopy(MARKER, 0, header, 0, MARKER.length);
            System.arraycopy(fingerprint, 0, header, MARKER.length, fingerprint.length);
            return header;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Avro has lost its own fingerprint", e);
        }
    }
}
