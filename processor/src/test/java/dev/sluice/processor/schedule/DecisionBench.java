package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a decision costs by how many requests wait. Not run with the tests, as it measures; the README has its command. A
 * decision is all that one request goes through: it comes, gets its turn, is chosen and sent, and its call ends. What was
 * tried in vain on the way counts in.
 */
class DecisionBench {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration MEASURED = Duration.ofSeconds(2);
    private static final int TENTH = 10;

    /** What holds requests back. */
    private enum Held {
        NOTHING("nothing"),
        BY_ENDPOINT("all, by one endpoint's limit"),
        BY_TENANT("half of the tenants, by their own limits");

        private final String label;

        Held(String label) {
            this.label = label;
        }

        List<LimitRule> limits() {
            return switch (this) {
                case NOTHING -> List.of();
                // Fewer calls at once than the instance may make, so all wait for this.
                case BY_ENDPOINT ->
                        List.of(
                                new LimitRule(
                                        "endpoint",
                                        new Scope.Endpoint("a"),
                                        Map.of(Dimension.CONCURRENT, DecisionRun.IN_FLIGHT / 4L),
                                        1,
                                        false));
                case BY_TENANT ->
                        List.of(
                                new LimitRule(
                                        "each",
                                        new Scope.TenantModel(Scope.EACH, DecisionRun.HELD_MODEL),
                                        Map.of(Dimension.REQUESTS_PER_MINUTE, 1L),
                                        1,
                                        false));
            };
        }
    }

    @Test
    void table() {
        // Every branch is compiled before anything is measured.
        for (Held held : Held.values()) {
            run(held, 1_000).nanosPerDecision(WARM_UP);
        }
        StringBuilder table = new StringBuilder(256);
        table.append(line("held", "waiting", "tenants", "decisions/s", "ns/decision"));
        for (Held held : Held.values()) {
            for (int waiting : List.of(1_000, 10_000, 100_000)) {
                DecisionRun run = run(held, waiting);
                run.nanosPerDecision(WARM_UP);
                double nanos = run.nanosPerDecision(MEASURED);
                table.append(
                        line(
                                held.label,
                                number(waiting),
                                number(waiting / TENTH),
                                number(Math.round(1e9 / nanos)),
                                number(Math.round(nanos))));
            }
        }
        System.out.print(table);
    }

    private static DecisionRun run(Held held, int waiting) {
        return new DecisionRun(
                waiting, waiting / TENTH, held == Held.BY_TENANT ? 2 : 0, held.limits());
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String line(String... cells) {
        return String.format(Locale.ROOT, "%-42s %9s %8s %12s %12s%n", (Object[]) cells);
    }
}
