package dev.sluice.processor.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the limits. */
final class Limits {
    private final Values values;
    private final Problems problems;

    /** The first key that limits something, by what it limits. */
    private final Map<List<Object>, String> limited = new HashMap<>();

    Limits(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The limits by name. */
    Map<String, LimitConfig> read() {
        Map<String, LimitConfig> limits = new TreeMap<>();
        for (String name : values.names(Keys.LIMITS)) {
            if (!Endpoints.NAME.matcher(name).matches()) {
                problems.add(
                        Keys.LIMITS + "." + name,
                        "a limit's name is lower-case letters, digits and dashes, at most 63");
            }
            new LimitReader(name, values, problems)
                    .read(values.names(Keys.ENDPOINTS))
                    .ifPresent(
                            limit -> {
                                limits.put(name, limit);
                                check(limit);
                            });
        }
        return limits;
    }

    /** Of two limits on the same, one would be for nothing, and nobody could tell which. */
    private void check(LimitConfig limit) {
        for (Key<Long> dimension : LimitKeys.DIMENSIONS) {
            String key = dimension.under(Keys.LIMITS + "." + limit.name()).name();
            if (values.isGiven(key)) {
                List<Object> what =
                        List.of(limit.of(), limit.owner(), limit.model(), dimension.name());
                String other = limited.putIfAbsent(what, key);
                if (other != null) {
                    problems.add(key, "limits the same as " + other + values.origin(key));
                }
            }
        }
    }
}
