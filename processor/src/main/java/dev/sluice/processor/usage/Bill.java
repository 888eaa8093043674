package dev.sluice.processor.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one outcome adds to which accounts: most often one line, and one more for each further endpoint that was tried.
 *
 * @param at when it counts; none: when it is published
 * @param lines what is added
 * @param calls who sent its calls
 */
public record Bill(Optional<Instant> at, List<Line> lines, List<Sender> calls) {
    /** Adds nothing. */
    public static final Bill NONE = new Bill(Optional.empty(), List.of(), List.of());

    /**
     * What is added to one account.
     *
     * @param account which one
     * @param tally how much
     */
    public record Line(Account account, Tally tally) {}

    /**
     * Who sent a call.
     *
     * @param instance the run of an instance
     * @param endpoint where to
     */
    public record Sender(String instance, String endpoint) {}

    /** Of an outcome without calls. */
    public Bill(Optional<Instant> at, List<Line> lines) {
        this(at, lines, List.of());
    }

    /** Keeps its own copies of the lists. */
    public Bill {
        lines = List.copyOf(lines);
        calls = List.copyOf(calls);
    }
}
