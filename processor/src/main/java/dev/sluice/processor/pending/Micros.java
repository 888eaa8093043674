package dev.sluice.processor.pending;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants as microseconds since the epoch. */
final class Micros {
    private Micros() {}

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    static Instant toInstant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** 8 bytes, big-endian. */
    static byte[] bytes(Instant instant) {
        return ByteBuffer.allocate(Long.BYTES).putLong(of(instant)).array();
    }
}
