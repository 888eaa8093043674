package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceFileTest {
    @TempDir Path folder;

    @Test
    void readsTheSectionAndNothingElse() throws IOException {
        List<PriceConfig> prices =
                read(
                        """
                        kafka.bootstrap.servers: ${NOT_SET}
                        prices:
                          all: {endpoint: local, currency: EUR, per-request: '${FEE}'}
                        """,
                        Map.of("FEE", "0.5", "SLUICE_PRICES_ALL_PER_REQUEST", "7"));

        assertThat(prices)
                .singleElement()
                .satisfies(
                        price -> {
                            assertThat(price.name()).isEqualTo("all");
                            assertThat(price.endpoint()).isEqualTo("local");
                            assertThat(price.perRequest()).isEqualByComparingTo("0.5");
                        });
    }

    @Test
    void itsRulesAreThoseOfTheConfiguration() {
        assertThat(problems("endpoints: {}\n")).singleElement().asString().contains("no section");
        assertThat(problems("prices: {a: {endpoint: lokal, curency: EUR, per-request: -1}}\n"))
                .anyMatch(problem -> problem.contains("names no endpoint; did you mean local?"))
                .anyMatch(problem -> problem.contains("curency: is not a known key"))
                .anyMatch(problem -> problem.contains("out of range"));
        assertThat(problems("prices: [")).singleElement().asString().contains("not valid YAML");
    }

    private List<String> problems(String text) {
        return catchThrowableOfType(ConfigException.class, () -> read(text, Map.of()))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private List<PriceConfig> read(String text, Map<String, String> environment)
            throws IOException {
        return PriceFile.read(
                Files.writeString(folder.resolve("prices.yaml"), text),
                environment,
                Set.of("local"));
    }
}
