package dev.sluice.processor.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Refuses keys that nothing reads, which are most often misspelt. */
final class UnknownKeys {
    private UnknownKeys() {}

    static void check(Values values, Problems problems) {
        Set<String> endpoints = values.names(Keys.ENDPOINTS);
        List<String> known = Keys.names(values::names);
        List<String> open = Keys.open(endpoints);
        Set<String> names = Set.copyOf(known);
        for (String key : values.keys()) {
            if (!names.contains(key)
                    && open.stream().noneMatch(section -> key.startsWith(section + "."))
                    && !isEmptySection(key, known, values)) {
                problems.add(key, message(key, known, values) + values.origin(key));
            }
        }
    }

    /** A section whose keys are all commented out. */
    private static boolean isEmptySection(String key, List<String> known, Values values) {
        return values.isEmpty(key) && isSection(key, known, values);
    }

    private static String message(String key, List<String> known, Values values) {
        Optional<String> parent =
                known.stream().filter(name -> key.startsWith(name + ".")).findFirst();
        if (parent.isPresent()) {
            return parent.get() + " takes a single value, without keys below it";
        }
        if (isSection(key, known, values)) {
            return "expects keys below it, not a value";
        }
        return "is not a known key" + NearMatch.hintOfKey(key, known);
    }

    private static boolean isSection(String key, List<String> known, Values values) {
        String prefix = key + ".";
        return Keys.NAMED.stream()
                        .map(Keys.Named::section)
                        .anyMatch(named -> key.equals(named) || isRightBelow(key, named))
                || known.stream().anyMatch(name -> name.startsWith(prefix))
                || Keys.open(values.names(Keys.ENDPOINTS)).stream()
                        .anyMatch(name -> (name + ".").startsWith(prefix));
    }

    private static boolean isRightBelow(String key, String section) {
        return key.startsWith(section + ".") && key.lastIndexOf('.') == section.length();
    }
}
