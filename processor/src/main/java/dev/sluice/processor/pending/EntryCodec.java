package dev.sluice.processor.pending;

import dev.sluice.schemas.RecordEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * The pending store's entries as bytes: Avro's single-object encoding, whose schema fingerprint lets a later version
 * read what an earlier one left.
 */
final class EntryCodec {
    static {
        // Avro creates no class by name that it was not told to trust, generated ones included.
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(
                        ClassSecurityValidator.getGlobal(),
                        type -> type == PendingEntry.class || type == EntryHeader.class));
    }

    private static final RecordEncoder<PendingEntry> ENCODER =
            RecordEncoder.singleObject(PendingEntry.class);
    private static final BinaryMessageDecoder<PendingEntry> DECODER = PendingEntry.getDecoder();

    private EntryCodec() {}

    /** The entry of a record that is taken in now. */
    static PendingEntry entry(Record<byte[], Arrival> record, Instant now) {
        PendingEntry entry = new PendingEntry();
        entry.setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()));
        entry.setValue(ByteBuffer.wrap(record.value().value()));
        entry.setHeaders(pack(record.headers()));
        entry.setTimestamp(record.timestamp());
        entry.setAdmittedAt(Micros.of(now));
        entry.setAttempts(List.of());
        return entry;
    }

    /** The entry's bytes. */
    static byte[] encode(PendingEntry entry) {
        return ENCODER.encode(entry);
    }

    /**
     * The entry that the bytes stand for.
     *
     * @throws SerializationException if they are not an entry's, or one of a schema that this version does not know
     */
    static PendingEntry decode(byte[] bytes) {
        try {
            return DECODER.decode(bytes);
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("Cannot read a pending entry", e);
        }
    }

    static List<EntryHeader> pack(Headers headers) {
        List<EntryHeader> packed = new ArrayList<>();
        for (Header header : headers) {
            byte[] value = header.value();
            packed.add(
                    new EntryHeader(header.key(), value == null ? null : ByteBuffer.wrap(value)));
        }
        return packed;
    }

    static Headers unpack(List<EntryHeader> packed) {
        RecordHeaders headers = new RecordHeaders();
        for (EntryHeader header : packed) {
            ByteBuffer value = header.getValue();
            headers.add(new RecordHeader(header.getKey(), value == null ? null : bytes(value)));
        }
        return headers;
    }

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Size of what a request brings along, in bytes. */
    static long size(byte @Nullable [] key, byte[] value, Headers headers) {
        long size = (long) value.length + (key == null ? 0 : key.length);
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }
}
