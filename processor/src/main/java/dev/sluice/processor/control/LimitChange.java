package dev.sluice.processor.control;

import dev.sluice.processor.config.LimitConfig;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A limit that is another now.
 *
 * @param name its name
 * @param before what it was; empty if there was none
 * @param after what it is; empty if there is none
 */
public record LimitChange(String name, Optional<LimitConfig> before, Optional<LimitConfig> after) {
    private static final String NONE = "none";

    /** What a limit says, such as: endpoint gcore, requests-per-minute 600, burst 1, shadow false. */
    public static String text(LimitConfig limit) {
        return limit.values().entrySet().stream()
                .map(value -> value.getKey() + " " + value.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Such as: Limit gcore-rpm: requests-per-minute 600 -> 300. */
    @Override
    public String toString() {
        String what =
                before.isPresent() && after.isPresent()
                        ? differences(before.get().values(), after.get().values())
                        : before.map(LimitChange::text).orElse(NONE)
                                + " -> "
                                + after.map(LimitChange::text).orElse(NONE);
        return "Limit " + name + ": " + what;
    }

    private static String differences(Map<String, String> old, Map<String, String> now) {
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        return keys.stream()
                .filter(key -> !of(old, key).equals(of(now, key)))
                .map(key -> key + " " + of(old, key) + " -> " + of(now, key))
                .collect(Collectors.joining(", "));
    }

    private static String of(Map<String, String> values, String key) {
        return values.getOrDefault(key, NONE);
    }
}
