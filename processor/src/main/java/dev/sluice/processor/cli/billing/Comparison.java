package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows as they follow from the completions, beside those of the usage topic.
 *
 * @param differences what differs
 * @param compared how many rows were compared
 * @param withoutCompletions rows that were not, since completions in them may be gone
 * @param withoutRow rows that were not, since what was published of them may be gone
 */
record Comparison(
        List<Difference> differences, long compared, long withoutCompletions, long withoutRow) {
    Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * Compares. A completion is published after it was answered and counts in no window that ended before; so whatever
     * counts in a window that begins after the horizon of completions is still there.
     *
     * @param completions how far back the completions reach, in milliseconds since the epoch
     * @param rows how far back the usage topic reaches
     */
    static Comparison of(
            Map<RowKey, Rebuild.Sum> rebuilt,
            Map<RowKey, Tally> present,
            long completions,
            long rows) {
        Set<RowKey> keys = new HashSet<>(rebuilt.keySet());
        keys.addAll(present.keySet());
        List<Difference> differences = new ArrayList<>();
        long compared = 0;
        long withoutCompletions = 0;
        long withoutRow = 0;
        for (RowKey key : keys.stream().sorted(Comparator.comparing(RowKey::text)).toList()) {
            Rebuild.Sum sum = rebuilt.get(key);
            Tally row = present.get(key);
            if (key.window().start() < completions) {
                withoutCompletions++;
            } else if (row == null && sum != null && sum.published() < rows) {
                withoutRow++;
            } else {
                compared++;
                differences.addAll(
                        Difference.between(
                                key,
                                sum == null ? Tally.ZERO : sum.tally(),
                                row == null ? Tally.ZERO : row));
            }
        }
        return new Comparison(differences, compared, withoutCompletions, withoutRow);
    }
}
