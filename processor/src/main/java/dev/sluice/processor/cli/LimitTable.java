package dev.sluice.processor.cli;

import dev.sluice.processor.control.LimitChange;
import dev.sluice.processor.control.LimitInForce;
import java.util.Collection;
import java.util.Locale;

/** Limits as text: a line for each, with who says so. */
final class LimitTable {
    private LimitTable() {}

    static String render(Collection<LimitInForce> limits) {
        StringBuilder text = new StringBuilder(line("limit", "source", "what"));
        limits.forEach(
                one ->
                        text.append(
                                line(
                                        one.limit().name(),
                                        one.source(),
                                        LimitChange.text(one.limit()))));
        return text.toString();
    }

    private static String line(String name, String source, String what) {
        return String.format(Locale.ROOT, "%-24s  %-40s  %s%n", name, source, what);
    }
}
