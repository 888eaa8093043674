package dev.sluice.standalone.bench;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Times in headers: microseconds since the epoch, 8 bytes big-endian. All processes of a benchmark share one clock. */
final class Stamps {
    /** When the outcome was handed to the producer. Sluice sets it on every outcome. */
    static final String FORWARDED_AT = "sluice-forwarded-at";

    private Stamps() {}

    static long now() {
        return micros(Instant.now());
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static byte[] bytes(long micros) {
        return ByteBuffer.allocate(Long.BYTES).putLong(micros).array();
    }

    /**
     * The time in a header.
     *
     * @throws IllegalStateException if there is none
     */
    static long read(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("An outcome lacks the header " + name);
        }
        return ByteBuffer.wrap(header.value()).getLong();
    }
}
