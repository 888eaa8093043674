package dev.sluice.processor.config;

import io.smallrye.common.expression.Expression;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> in the file's values by environment variables; {@code $$} stands for one dollar.
 * What a variable holds is taken as it is, so that a password may contain dollars.
 */
final class Expansion {
    private final Map<String, String> environment;
    private final Problems problems;

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

    /** Names of all variables that these values refer to. */
    Set<String> references(Map<String, Given> file) {
        Set<String> names = new HashSet<>();
        file.values()
                .forEach(
                        value ->
                                compiled(value)
                                        .evaluate(
                                                (reference, target) -> {
                                                    names.add(reference.getKey());
                                                    if (reference.hasDefault()) {
                                                        reference.expandDefault();
                                                    }
                                                }));
        return names;
    }

    private String expand(String key, Given value) {
        Set<String> missing = new TreeSet<>();
        String expanded =
                compiled(value)
                        .evaluate(
                                (reference, target) -> {
                                    String variable = reference.getKey();
                                    String content = environment.get(variable);
                                    if (content != null) {
                                        target.append(content);
                                    } else if (reference.hasDefault()) {
                                        reference.expandDefault();
                                    } else {
                                        missing.add(variable);
                                    }
                                });
        missing.forEach(
                variable ->
                        problems.add(
                                key,
                                "environment variable %s is not set (%s)"
                                        .formatted(variable, value.origin())));
        // What is left of the value would only be a second problem.
        return missing.isEmpty() ? expanded : "";
    }

    private static Expression compiled(Given value) {
        return Expression.compile(
                value.text(), Expression.Flag.LENIENT_SYNTAX, Expression.Flag.NO_TRIM);
    }
}
