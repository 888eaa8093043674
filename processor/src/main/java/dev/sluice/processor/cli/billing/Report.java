package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows of usage, added up by some of their columns.
 *
 * @param by the columns
 * @param lines in the order of the columns' values
 * @param total the sum of all
 */
record Report(List<Column> by, List<ReportLine> lines, Tally total) {
    /** Name of the amounts. */
    static final String COST = "cost";

    private static final Comparator<List<String>> ORDER =
            (one, other) -> {
                for (int i = 0; i < one.size(); i++) {
                    int order = one.get(i).compareTo(other.get(i));
                    if (order != 0) {
                        return order;
                    }
                }
                return 0;
            };

    Report {
        by = List.copyOf(by);
        lines = List.copyOf(lines);
    }

    /** Adds rows up; windows that overlap count twice, so they should be of one length. */
    static Report of(Map<RowKey, Tally> rows, List<Column> by) {
        Map<List<String>, Tally> groups = new TreeMap<>(ORDER);
        rows.forEach(
                (key, tally) ->
                        groups.merge(
                                by.stream().map(column -> column.of(key)).toList(),
                                tally,
                                Tally::plus));
        List<ReportLine> lines = new ArrayList<>();
        groups.forEach((group, tally) -> lines.addAll(ReportLine.of(group, tally)));
        Tally total = groups.values().stream().reduce(Tally.ZERO, Tally::plus);
        return new Report(by, lines, total);
    }

    /**
     * A line's values: the columns that it is grouped by, counts, cost and currency.
     *
     * @param counts which ones
     */
    List<Field> fields(ReportLine line, Collection<Count> counts) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < by.size(); i++) {
            fields.add(Field.text(by.get(i).title(), line.group().get(i)));
        }
        counts.forEach(count -> fields.add(Field.number(count, line.tally().get(count))));
        fields.add(Field.text(COST, line.cost().map(Amount::text)));
        fields.add(Field.text("currency", line.cost().map(Amount::currency)));
        return fields;
    }
}
