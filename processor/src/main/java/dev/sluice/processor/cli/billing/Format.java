package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.usage.Count;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a report is written. */
enum Format {
    /** For people: counts that are 0 in all lines have no column, and there is a line for the sum. */
    TABLE {
        @Override
        void write(Report report, PrintWriter out) {
            List<Count> counts =
                    COUNTS.stream()
                            .filter(
                                    count ->
                                            ALWAYS.contains(count) || report.total().get(count) > 0)
                            .toList();
            TextTable table = new TextTable(names(report, counts), right(report, counts));
            report.lines().forEach(line -> table.add(cells(report, line, counts)));
            sums(report).forEach(sum -> table.add(cells(report, sum, counts)));
            out.print(table.render());
            Notes.of(report.total()).forEach(out::println);
        }
    },
    /** RFC 4180, with a line of names. */
    CSV {
        @Override
        void write(Report report, PrintWriter out) {
            out.print(CsvLine.of(names(report, COUNTS)));
            report.lines().forEach(line -> out.print(CsvLine.of(cells(report, line, COUNTS))));
        }
    },
    /** An object for each line. */
    JSON {
        @Override
        void write(Report report, PrintWriter out) {
            report.lines()
                    .forEach(line -> out.print(JsonLine.of(report.fields(line, COUNTS)) + "\n"));
        }
    };

    private static final List<Count> COUNTS = List.of(Count.values());
    private static final List<Count> ALWAYS =
            List.of(
                    Count.REQUESTS,
                    Count.PROMPT_TOKENS,
                    Count.COMPLETION_TOKENS,
                    Count.TOTAL_TOKENS);

    /** Writes all of it. */
    abstract void write(Report report, PrintWriter out);

    /**
     * The format of this name.
     *
     * @throws CliException when there is none
     */
    static Format parse(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CliException(
                                        "'"
                                                + name
                                                + "' is no format; there are table, csv and json."));
    }

    private static List<ReportLine> sums(Report report) {
        List<String> group = new ArrayList<>();
        report.by().forEach(column -> group.add(group.isEmpty() ? "total" : ""));
        return ReportLine.of(group, report.total());
    }

    private static List<String> names(Report report, List<Count> counts) {
        return fields(report, counts).stream().map(Field::name).toList();
    }

    /** Amounts stand to the right, too. */
    private static List<Boolean> right(Report report, List<Count> counts) {
        return fields(report, counts).stream()
                .map(field -> field.number() || field.name().equals(Report.COST))
                .toList();
    }

    private static List<Field> fields(Report report, List<Count> counts) {
        return report.fields(sums(report).get(0), counts);
    }

    private static List<String> cells(Report report, ReportLine line, List<Count> counts) {
        return report.fields(line, counts).stream().map(field -> field.text().orElse("")).toList();
    }
}
