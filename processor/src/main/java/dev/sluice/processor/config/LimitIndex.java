package dev.sluice.processor.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** What limits limit. Of two limits on the same, one would be for nothing, and nobody could tell which. */
public final class LimitIndex {
    private record What(
            LimitConfig.Of of, String owner, Optional<String> model, String dimension) {}

    /** The key that limits something, by what it limits. */
    private final Map<What, String> limited = new HashMap<>();

    /** A problem for each number of a limit that another limit stands against. */
    public List<Problem> conflicts(LimitConfig limit) {
        return conflicts(limit, key -> "");
    }

    /**
     * @param origin ends a message about a key
     */
    List<Problem> conflicts(LimitConfig limit, UnaryOperator<String> origin) {
        List<Problem> problems = new ArrayList<>();
        each(
                limit,
                (what, key) -> {
                    String other = limited.getOrDefault(what, key);
                    if (!other.equals(key)) {
                        problems.add(
                                new Problem(
                                        key, "limits the same as " + other + origin.apply(key)));
                    }
                });
        return problems;
    }

    /** Adds a limit. Of two that limit the same, the first one stands. */
    public void add(LimitConfig limit) {
        each(limit, limited::putIfAbsent);
    }

    /** Takes a limit out, as it was added. */
    public void remove(LimitConfig limit) {
        each(limit, limited::remove);
    }

    private static void each(LimitConfig limit, BiConsumer<What, String> action) {
        Map<String, String> values = limit.values();
        for (Key<Long> dimension : LimitKeys.DIMENSIONS) {
            if (values.containsKey(dimension.name())) {
                action.accept(
                        new What(limit.of(), limit.owner(), limit.model(), dimension.name()),
                        dimension.under(Keys.LIMITS + "." + limit.name()).name());
            }
        }
    }
}
