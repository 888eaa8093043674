package dev.sluice.processor.schedule;

import java.time.Duration;
import java.time.Instant;

/** Keeps a line that could be logged with every answer to one in ten seconds. */
final class Seldom {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private Instant next = Instant.MIN;

    /** Whether it is time for a line; it is then taken to be written. */
    boolean isDue(Instant now) {
        if (now.isBefore(next)) {
            return false;
        }
        next = now.plus(PAUSE);
        return true;
    }
}
