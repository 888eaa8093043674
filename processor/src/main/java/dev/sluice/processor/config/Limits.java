package dev.sluice.processor.config;

import java.util.Map;
import java.util.TreeMap;

/** Reads the limits. */
final class Limits {
    static final String NAME_RULE =
            "a limit's name is lower-case letters, digits and dashes, at most 63";

    private final Values values;
    private final Problems problems;

    Limits(Values values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    static boolean isName(String name) {
        return Endpoints.NAME.matcher(name).matches();
    }

    /** The limits by name. */
    Map<String, LimitConfig> read() {
        Map<String, LimitConfig> limits = new TreeMap<>();
        LimitIndex index = new LimitIndex();
        for (String name : values.names(Keys.LIMITS)) {
            if (!isName(name)) {
                problems.add(Keys.LIMITS + "." + name, NAME_RULE);
            }
            new LimitReader(name, values, problems)
                    .read(values.names(Keys.ENDPOINTS))
                    .ifPresent(
                            limit -> {
                                limits.put(name, limit);
                                index.conflicts(limit, values::origin)
                                        .forEach(
                                                problem ->
                                                        problems.add(
                                                                problem.key(), problem.message()));
                                index.add(limit);
                            });
        }
        return limits;
    }
}
