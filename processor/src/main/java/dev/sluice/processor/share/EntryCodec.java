package dev.sluice.processor.share;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;

/** Entries as bytes: Avro's single-object encoding, whose schema fingerprint lets versions read each other. */
final class EntryCodec {
    static {
        // Avro creates no class by name that it was not told to trust, generated ones included.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type -> type.getPackage() == ShareEntry.class.getPackage()));
    }

    private static final BinaryMessageEncoder<ShareEntry> ENCODER = ShareEntry.getEncoder();
    private static final BinaryMessageDecoder<ShareEntry> DECODER = ShareEntry.getDecoder();

    private EntryCodec() {}

    /** The entry's bytes. */
    static byte[] encode(ShareEntry entry) {
        try {
            ByteBuffer buffer = ENCODER.encode(entry);
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new SerializationException("Cannot write an entry of the log of limits", e);
        }
    }

    /**
     * The entry that the bytes stand for.
     *
     * @throws SerializationException if they are not an entry's, or one of a schema that this version does not know
     */
    static ShareEntry decode(byte[] bytes) {
        try {
            return DECODER.decode(bytes);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("Cannot read an entry of the log of limits", e);
        }
    }
}
