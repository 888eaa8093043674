package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.LimitRule;
import java.util.Collection;

/**
 * Puts other limits in force. Belongs to the scheduler's thread.
 *
 * <p>Of those who wait in line at a limit that has changed, or is no more, the first is tried again; the next one follows
 * once that has left something, as when a call ends. So a line whose limit is gone empties itself, a raised limit lets go
 * what it now has room for, and a request that is too large for a lowered one ends when its turn comes. No line is looked
 * through.
 */
final class LimitChanges {
    private final Gates gates;
    private final Costs costs;
    private final WaitingRoom room;

    LimitChanges(Gates gates, Costs costs, WaitingRoom room) {
        this.gates = gates;
        this.costs = costs;
        this.room = room;
    }

    /** These rules are in force from now on, and no others. What may go now does so with the next pump. */
    void replace(Collection<LimitRule> rules) {
        costs.ofTokens(LimitRules.countTokens(rules));
        gates.replace(rules).forEach(room::opened);
    }
}
