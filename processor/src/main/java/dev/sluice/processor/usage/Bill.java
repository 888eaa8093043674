package dev.sluice.processor.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one outcome adds to which accounts: most often one line, and one more for each further endpoint that was tried.
 *
 * @param at when it counts; none: when it is published
 * @param lines what is added
 */
public record Bill(Optional<Instant> at, List<Line> lines) {
    /** Adds nothing. */
    public static final Bill NONE = new Bill(Optional.empty(), List.of());

    /**
     * What is added to one account.
     *
     * @param account which one
     * @param tally how much
     */
    public record Line(Account account, Tally tally) {}

    /** Keeps its own copy of the list. */
    public Bill {
        lines = List.copyOf(lines);
    }
}
