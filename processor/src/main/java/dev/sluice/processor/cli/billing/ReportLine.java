package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of a report. What costs in several currencies has a line for each; only the first of them counts anything, so that
 * every column can be added up.
 *
 * @param group the values of the columns that it is grouped by
 * @param tally what was counted; of its costs the one of this line counts
 * @param cost what it costs, in one currency; nothing where nothing was priced
 */
record ReportLine(List<String> group, Tally tally, Optional<Amount> cost) {
    ReportLine {
        group = List.copyOf(group);
    }

    /** The lines of a group: one, and one more for each further currency. */
    static List<ReportLine> of(List<String> group, Tally tally) {
        List<ReportLine> lines = new ArrayList<>();
        for (Map.Entry<String, BigDecimal> cost : tally.costs().entrySet()) {
            lines.add(
                    new ReportLine(
                            group,
                            lines.isEmpty() ? tally : Tally.ZERO,
                            Optional.of(new Amount(cost.getKey(), cost.getValue()))));
        }
        return lines.isEmpty()
                ? List.of(new ReportLine(group, tally, Optional.empty()))
                : List.copyOf(lines);
    }
}
