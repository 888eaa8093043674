package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.standalone.RunOptions.RemoteEndpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConfigFileTest {
    private static final String KEY = "sk-of-nobody";
    private static final String PROJECT = "6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44";

    @TempDir Path folder;

    @Test
    void theLoaderTakesItWhateverTheFolderIsCalled() throws IOException {
        DataFolder data = folder("it's $HOME");
        SluiceConfig config = load(data, Optional.empty());

        assertThat(config.streams().stateDir()).isEqualTo(data.state());
        assertThat(config.kafka()).containsEntry("bootstrap.servers", "127.0.0.1:9092");
        assertThat(config.topics().create()).isTrue();
        assertThat(config.usage().publishInterval()).isEqualTo(Duration.ofMillis(200));
        assertThat(endpoint(config).baseUrl()).isEqualTo(URI.create("https://host/base"));
        assertThat(endpoint(config).credentials()).isEmpty();
    }

    @Test
    void aKeyIsNamedAndNotWritten() throws IOException {
        DataFolder data = folder("data");
        SluiceConfig config = load(data, Optional.of("SOME_KEY"));

        assertThat(endpoint(config).credentials()).hasSize(1);
        assertThat(data.config()).content().contains("${SOME_KEY}").doesNotContain(KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "gcore", "generalcompute", "gravixlayer", "zerogpu"})
    void everyProfile(String profile) throws IOException {
        boolean project = profile.equals("zerogpu");
        Path file =
                ConfigFile.write(
                        folder("data"),
                        "127.0.0.1:9092",
                        "http://127.0.0.1:8081",
                        new RemoteEndpoint(
                                "https://host",
                                profile,
                                Optional.of("SOME_KEY"),
                                project ? Optional.of("SOME_PROJECT") : Optional.empty()),
                        "");
        SluiceConfig config =
                ConfigLoader.load(file, Map.of("SOME_KEY", KEY, "SOME_PROJECT", PROJECT));

        assertThat(endpoint(config).profile()).isEqualTo(profile);
        assertThat(endpoint(config).credentials()).hasSize(project ? 2 : 1);
        assertThat(file).content().doesNotContain(KEY, PROJECT);
    }

    @Test
    void limitsAreThoseOfTheEndpoint() throws IOException {
        assertThat(load(folder("data"), Optional.empty()).limits().values())
                .singleElement()
                .satisfies(
                        limit -> {
                            assertThat(limit.of()).isEqualTo(LimitConfig.Of.ENDPOINT);
                            assertThat(limit.owner()).isEqualTo(ConfigFile.ENDPOINT);
                            assertThat(limit.requestsPerMinute()).contains(60L);
                            assertThat(limit.tokensPerMinute()).contains(7000L);
                            assertThat(limit.concurrent()).contains(5L);
                        });
        assertThat(limits()).isEmpty();
    }

    @Test
    void pricesAreThoseOfTheEndpoint() throws IOException {
        String section =
                prices("--price-input", "0.15", "--price-output", "1e-6", "--currency", "EUR");

        assertThat(load(folder("priced"), section).prices().values())
                .singleElement()
                .satisfies(
                        price -> {
                            assertThat(price.endpoint()).isEqualTo(ConfigFile.ENDPOINT);
                            assertThat(price.currency()).hasToString("EUR");
                            assertThat(price.inputPerMillion()).hasToString("0.15");
                            assertThat(price.cachedInputPerMillion()).hasToString("0.15");
                            assertThat(price.outputPerMillion()).hasToString("0.000001");
                        });
        assertThat(load(folder("half"), prices("--price-output", "3")).prices().values())
                .singleElement()
                .satisfies(price -> assertThat(price.currency()).hasToString("USD"));
        assertThat(prices("--currency", "EUR")).isEmpty();
        assertThat(load(folder("unpriced"), prices()).prices()).isEmpty();
    }

    private static String prices(String... arguments) {
        PriceOptions options = new PriceOptions();
        CommandLine.populateCommand(options, arguments);
        return options.section(ConfigFile.ENDPOINT);
    }

    private static String limits(String... arguments) {
        LimitOptions options = new LimitOptions();
        CommandLine.populateCommand(options, arguments);
        return options.section(ConfigFile.ENDPOINT);
    }

    private DataFolder folder(String name) throws IOException {
        return new DataFolder(Files.createDirectory(folder.resolve(name)));
    }

    private static SluiceConfig load(DataFolder data, Optional<String> key) {
        return load(data, key, limits("--rpm", "60", "--tpm", "7000", "--max-concurrent", "5"));
    }

    private static SluiceConfig load(DataFolder data, String sections) {
        return load(data, Optional.empty(), sections);
    }

    private static SluiceConfig load(DataFolder data, Optional<String> key, String sections) {
        Path file =
                ConfigFile.write(
                        data,
                        "127.0.0.1:9092",
                        "http://127.0.0.1:8081",
                        new RemoteEndpoint("https://host/base", "openai", key, Optional.empty()),
                        sections);
        return ConfigLoader.load(file, Map.of("SOME_KEY", KEY));
    }

    private static EndpointConfig endpoint(SluiceConfig config) {
        return config.endpoints().values().iterator().next();
    }
}
