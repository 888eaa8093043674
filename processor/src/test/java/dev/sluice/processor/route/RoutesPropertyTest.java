package dev.sluice.processor.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.support.EndpointConfigs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Routes are what the rules say, told in another way: each endpoint is asked by itself, and the answers are compared. */
class RoutesPropertyTest {
    /** How well an endpoint fits. */
    private enum Fit {
        EXACT,
        PATTERN,
        NONE
    }

    @Provide
    Arbitrary<List<String>> endpoints() {
        Arbitrary<String> name = Arbitraries.of("m1", "m2", "n1", "*", "m*", "*1");
        Arbitrary<String> endpoint =
                Combinators.combine(
                                name.list().ofMaxSize(3).uniqueElements(),
                                Arbitraries.of("m1", "m2", "z")
                                        .list()
                                        .ofMaxSize(2)
                                        .uniqueElements(),
                                Arbitraries.integers().between(1, 3),
                                Arbitraries.integers().between(1, 5))
                        .as(RoutesPropertyTest::endpoint);
        return endpoint.list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> models() {
        return Arbitraries.of("m1", "m2", "m3", "n1", "n2", "z");
    }

    private static String endpoint(
            List<String> models, List<String> aliases, int order, int weight) {
        StringBuilder text = new StringBuilder("base-url: 'http://x', order: " + order);
        text.append(", weight: ").append(weight);
        if (!models.isEmpty()) {
            text.append(", models: ['").append(String.join("', '", models)).append("']");
        }
        if (!aliases.isEmpty()) {
            text.append(", aliases: {");
            aliases.forEach(alias -> text.append(alias).append(": to-").append(alias).append(", "));
            text.append("}");
        }
        return text.toString();
    }

    @Property(tries = 500)
    void whoFitsBestServesIt(
            @ForAll("endpoints") List<String> texts, @ForAll("models") String model) {
        Map<String, EndpointConfig> configs = configs(texts);
        Fit best =
                configs.values().stream()
                        .map(config -> fit(config, model))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        List<String> expected =
                configs.values().stream()
                        .filter(config -> best != Fit.NONE && fit(config, model) == best)
                        .sorted(
                                Comparator.<EndpointConfig>comparingInt(
                                                config -> config.routing().order())
                                        .thenComparing(EndpointConfig::name))
                        .map(config -> describe(config, model))
                        .toList();

        Routing found = Routes.of(configs.values()).find(model, null);

        assertThat(described(found)).isEqualTo(expected);
        assertThat(found instanceof Routing.UnknownModel).isEqualTo(expected.isEmpty());
    }

    @Property(tries = 500)
    void anOverrideIsTheOneEndpointOrNone(
            @ForAll("endpoints") List<String> texts, @ForAll("models") String model) {
        Map<String, EndpointConfig> configs = configs(texts);
        Routes routes = Routes.of(configs.values());
        for (EndpointConfig config : configs.values()) {
            Routing found = routes.find(model, config.name());

            assertThat(described(found))
                    .isEqualTo(
                            fit(config, model) == Fit.NONE
                                    ? List.of()
                                    : List.of(describe(config, model)));
        }
    }

    private static Map<String, EndpointConfig> configs(List<String> texts) {
        StringBuilder yaml = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            yaml.append((char) ('a' + i)).append(": {").append(texts.get(i)).append("}\n");
        }
        return EndpointConfigs.all(yaml.toString());
    }

    private static Fit fit(EndpointConfig config, String model) {
        List<String> models = config.routing().models();
        if (config.routing().aliases().containsKey(model) || models.contains(model)) {
            return Fit.EXACT;
        }
        boolean fits =
                models.isEmpty()
                        || models.stream().anyMatch(one -> model.matches(one.replace("*", ".*")));
        return fits ? Fit.PATTERN : Fit.NONE;
    }

    private static String describe(EndpointConfig config, String model) {
        @Nullable String alias = config.routing().aliases().get(model);
        return "%d %s %s %d"
                .formatted(
                        config.routing().order(),
                        config.name(),
                        Optional.ofNullable(alias).orElse(model),
                        config.routing().weight());
    }

    private static List<String> described(Routing routing) {
        List<String> targets = new ArrayList<>();
        if (routing instanceof Routing.Route route) {
            for (Tier tier : route.tiers()) {
                for (Target target : tier.targets()) {
                    targets.add(
                            "%d %s %s %d"
                                    .formatted(
                                            tier.order(),
                                            target.endpoint(),
                                            target.model(),
                                            target.weight()));
                }
            }
        }
        return targets;
    }
}
