package dev.sluice.processor.schedule;

import dev.sluice.processor.dispatch.Past;
import java.time.Instant;

/** What a simulation's durable store knows of earlier calls. */
record Kept(Past past, Instant notBefore) {
    static final Kept NOTHING = new Kept(Past.NONE, Instant.EPOCH);
}
