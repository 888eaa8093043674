package dev.sluice.processor.outcome;

import dev.sluice.v1.TokenEstimate;
import dev.sluice.v1.Waited;
import java.util.List;
import java.util.Optional;

/**
 * What a request waited for, and what was reserved for it. It is known to the instance that the request waited in: after
 * a restart it counts from anew.
 *
 * @param waited what it waited for, longest first
 * @param estimate the tokens that it was taken to need, where any limit counts them
 */
public record Waits(List<Waited> waited, Optional<TokenEstimate> estimate) {
    /** It did not wait for anything. */
    public static final Waits NONE = new Waits(List.of(), Optional.empty());

    /** Keeps its own copy of the list. */
    public Waits {
        waited = List.copyOf(waited);
    }
}
