package dev.sluice.processor.pending;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.v1.Attempt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.errors.SerializationException;

/** What was done for a request, as its entry keeps it. */
final class PastCodec {
    private static final BinaryMessageEncoder<Attempt> ENCODER = Attempt.getEncoder();
    private static final BinaryMessageDecoder<Attempt> DECODER = Attempt.getDecoder();

    private PastCodec() {}

    /** Writes it into the entry. */
    static void put(PendingEntry entry, Past past, Instant notBefore) {
        try {
            List<ByteBuffer> attempts = new ArrayList<>();
            for (Attempt attempt : past.attempts()) {
                attempts.add(ENCODER.encode(attempt));
            }
            entry.setAttempts(attempts);
        } catch (IOException e) {
            throw new SerializationException("Cannot write an attempt", e);
        }
        entry.setTrimmedMessages(past.trimmedMessages());
        entry.setNextAttemptAt(Math.max(0, notBefore.toEpochMilli()));
    }

    /**
     * Reads it from the entry.
     *
     * @throws SerializationException if an attempt is of a schema that this version does not know
     */
    static Past past(PendingEntry entry) {
        if (entry.getAttempts().isEmpty() && entry.getTrimmedMessages() == 0) {
            return Past.NONE;
        }
        try {
            List<Attempt> attempts = new ArrayList<>();
            for (ByteBuffer attempt : entry.getAttempts()) {
                attempts.add(DECODER.decode(attempt.duplicate()));
            }
            return new Past(attempts, entry.getTrimmedMessages());
        } catch (IOException | AvroRuntimeException e) {
            throw new SerializationException("Cannot read an attempt", e);
        }
    }

    /** When the next call may be made. */
    static Instant notBefore(PendingEntry entry) {
        return Instant.ofEpochMilli(entry.getNextAttemptAt());
    }
}
