package dev.sluice.processor.route;

import dev.sluice.processor.config.RoutingConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The models that one endpoint serves. */
final class Models {
    private static final String ANY = "*";

    private final Set<String> names = new HashSet<>();
    private final Map<String, String> aliases;
    private final List<ModelPattern> patterns;

    Models(RoutingConfig config) {
        aliases = config.aliases();
        // An endpoint that has aliases alone still serves every other model under its own name.
        List<String> models = config.models().isEmpty() ? List.of(ANY) : config.models();
        patterns =
                models.stream().filter(model -> model.contains(ANY)).map(ModelPattern::of).toList();
        models.stream().filter(model -> !model.contains(ANY)).forEach(names::add);
    }

    /** The model to ask for, where this one is served by its exact name or by an alias. */
    Optional<String> exact(String model) {
        String alias = aliases.get(model);
        if (alias != null) {
            return Optional.of(alias);
        }
        return names.contains(model) ? Optional.of(model) : Optional.empty();
    }

    /** The model to ask for, where this one fits a pattern. */
    Optional<String> byPattern(String model) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(model))
                ? Optional.of(model)
                : Optional.empty();
    }

    /** The names and aliases that are known. */
    Set<String> known() {
        Set<String> known = new HashSet<>(names);
        known.addAll(aliases.keySet());
        return known;
    }
}
