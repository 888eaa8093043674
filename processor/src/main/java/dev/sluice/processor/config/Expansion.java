package dev.sluice.processor.config;

import io.smallrye.common.expression.Expression;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> in the file's values by environment variables; {@code $$} stands for one dollar.
 * What a variable holds is taken as it is, so that a password may contain dollars.
 */
final class Expansion {
    private final Map<String, String> environment;
    private final Problems problems;
    private final Set<String> used = new HashSet<>();

    Expansion(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** The same values, expanded; a variable that is not set and has no default is a problem of the value's key. */
    Map<String, Given> expand(Map<String, Given> file) {
        Map<String, Given> expanded = new LinkedHashMap<>();
        file.forEach((key, value) -> expanded.put(key, value.withText(expand(key, value))));
        return expanded;
    }

    /** Names of all variables that a value refers to. */
    Set<String> used() {
        return Collections.unmodifiableSet(used);
    }

    private String expand(String key, Given value) {
        Expression expression =
                Expression.compile(
                        value.text(), Expression.Flag.LENIENT_SYNTAX, Expression.Flag.NO_TRIM);
        return expression.evaluate(
                (reference, target) -> {
                    String variable = reference.getKey();
                    String content = environment.get(variable);
                    used.add(variable);
                    if (content != null) {
                        target.append(content);
                    } else if (reference.hasDefault()) {
                        reference.expandDefault();
                    } else {
                        problems.add(
                                key,
                                "environment variable %s is not set (%s)"
                                        .formatted(variable, value.origin()));
                    }
                });
    }
}
