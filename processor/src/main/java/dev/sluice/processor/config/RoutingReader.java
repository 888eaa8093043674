package dev.sluice.processor.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads which requests an endpoint serves. */
final class RoutingReader {
    private final String section;
    private final Profile profile;
    private final Values values;
    private final Problems problems;

    RoutingReader(String section, Profile profile, Values values, Problems problems) {
        this.section = section;
        this.profile = profile;
        this.values = values;
        this.problems = problems;
    }

    RoutingConfig read() {
        Optional<List<String>> models = values.find(EndpointKeys.MODELS.under(section));
        return new RoutingConfig(
                models.orElse(profile.models()),
                aliases(models.isPresent() ? List.of() : profile.models()),
                values.get(EndpointKeys.WEIGHT.under(section)),
                values.get(EndpointKeys.ORDER.under(section)));
    }

    /** The aliases; where the endpoint's models are known, each has to lead to one of them. */
    private Map<String, String> aliases(List<String> known) {
        Map<String, String> aliases = new TreeMap<>();
        for (String alias : values.below(section + "." + EndpointKeys.ALIASES).keySet()) {
            String key = section + "." + EndpointKeys.ALIASES + "." + alias;
            try {
                EndpointTypes.model().convert(alias);
            } catch (IllegalArgumentException e) {
                problems.add(key, "is no alias: " + e.getMessage() + values.origin(key));
            }
            values.find(Key.of(key, EndpointTypes.model()))
                    .ifPresent(
                            model -> {
                                if (!known.isEmpty() && !known.contains(model)) {
                                    problems.add(
                                            key,
                                            "leads to a model that the profile %s does not have"
                                                            .formatted(profile.name())
                                                    + NearMatch.hint(model, known)
                                                    + values.origin(key));
                                }
                                aliases.put(alias, model);
                            });
        }
        return aliases;
    }
}
