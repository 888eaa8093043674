package dev.sluice.standalone.bench;

import java.util.List;
import java.util.Locale;

/** The table that the benchmark prints. */
final class ResultTable {
    private final StringBuilder text = new StringBuilder();

    ResultTable() {
        text.append(
                row(
                        "",
                        "",
                        "outcomes",
                        "dispatch",
                        "",
                        "forward",
                        "",
                        "visible",
                        "",
                        "CPU s",
                        "RSS"));
        text.append(
                row(
                        "scenario",
                        "",
                        "/s",
                        "p50 ms",
                        "p99 ms",
                        "p50 ms",
                        "p99 ms",
                        "p50 ms",
                        "p99 ms",
                        "/1000",
                        "MiB"));
    }

    /** Adds a scenario: the medians of both systems' rounds, and their ratio. */
    void add(Scenario scenario, List<Measured> sluice, List<Measured> plain) {
        Measured ours = Measured.median(sluice);
        Measured theirs = Measured.median(plain);
        line(scenario.title(), "sluice", ours);
        line("", "plain", theirs);
        text.append(
                row(
                        "",
                        "ratio",
                        ratio(ours.perSecond(), theirs.perSecond()),
                        ratio(ours.dispatch().p50(), theirs.dispatch().p50()),
                        ratio(ours.dispatch().p99(), theirs.dispatch().p99()),
                        ratio(ours.forward().p50(), theirs.forward().p50()),
                        ratio(ours.forward().p99(), theirs.forward().p99()),
                        ratio(ours.visible().p50(), theirs.visible().p50()),
                        ratio(ours.visible().p99(), theirs.visible().p99()),
                        ratio(ours.cpuSeconds(), theirs.cpuSeconds()),
                        ratio(ours.peakMebibytes(), theirs.peakMebibytes())));
    }

    private void line(String title, String system, Measured measured) {
        text.append(
                row(
                        title,
                        system,
                        String.format(Locale.ROOT, "%,.0f", measured.perSecond()),
                        millis(measured.dispatch().p50()),
                        millis(measured.dispatch().p99()),
                        millis(measured.forward().p50()),
                        millis(measured.forward().p99()),
                        millis(measured.visible().p50()),
                        millis(measured.visible().p99()),
                        String.format(Locale.ROOT, "%.3f", measured.cpuSeconds()),
                        String.format(Locale.ROOT, "%.0f", measured.peakMebibytes())));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String ratio(double ours, double theirs) {
        return theirs == 0 ? "-" : String.format(Locale.ROOT, "%.2f", ours / theirs);
    }

    private static String row(Object... columns) {
        return String.format(
                Locale.ROOT, "%-42s %-7s %11s %9s %9s %9s %9s %9s %9s %9s %9s%n", columns);
    }

    /** The table so far. */
    String render() {
        return text.toString();
    }
}
