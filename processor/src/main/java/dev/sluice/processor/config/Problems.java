package dev.sluice.processor.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong and what is doubtful while a configuration is read. */
final class Problems {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    void add(String key, String message) {
        problems.add(new Problem(key, message));
        keys.add(key);
    }

    void warn(String key, String message) {
        warnings.add(new Problem(key, message));
    }

    /** Whether none of these keys is at fault, so that a rule between them can be checked. */
    boolean noneOf(String... candidates) {
        for (String candidate : candidates) {
            if (keys.contains(candidate)) {
                return false;
            }
        }
        return true;
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }
}
