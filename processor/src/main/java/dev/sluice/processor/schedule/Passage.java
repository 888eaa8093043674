package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Limit;
import java.time.Instant;
import java.util.Map;

/** Whether a request may be sent now. */
sealed interface Passage permits Leave, Passage.Held, Passage.TooLarge {
    /**
     * It may not.
     *
     * @param barriers what holds it, at least one, and when each is worth another look at the earliest;
     *     {@link Instant#MAX} where only the end of a call can open it
     */
    record Held(Map<Barrier, Instant> barriers) implements Passage {}

    /**
     * It never may: wherever it could go, it needs more tokens than a limit ever grants.
     *
     * @param limit the one at the last place where it could go
     */
    record TooLarge(Limit limit) implements Passage {}
}
