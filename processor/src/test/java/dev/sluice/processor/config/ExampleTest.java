package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example is right, complete, and shows the defaults. */
class ExampleTest {
    private final String example = example();

    @Test
    void loadsWithoutWarningsAsTheDefaults() {
        LoadedConfig loaded = Loading.read(example, Map.of());

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config()).isEqualTo(Loading.load(Loading.MINIMAL));
    }

    @Test
    void loadsWithEveryLineInUse() {
        LoadedConfig loaded =
                Loading.read(
                        uncommented(),
                        Map.of(
                                "KAFKA_JAAS_CONFIG", "a",
                                "REGISTRY_USER_INFO", "b:c",
                                "OPENAI_API_KEY", "d"));

        assertThat(loaded.warnings()).isEmpty();
        EndpointConfig endpoint = loaded.config().endpoints().values().iterator().next();
        assertThat(endpoint.apiKey()).contains(new Secret("d"));
    }

    @Test
    void showsEveryKey() {
        List<String> shown = shown(uncommented());

        assertThat(shown).containsAll(Keys.names(List.of("local")));
    }

    /** Flat keys of a text whose levels are indented by two. */
    private static List<String> shown(String yaml) {
        List<String> keys = new ArrayList<>();
        Deque<String> sections = new ArrayDeque<>();
        for (String line : yaml.lines().filter(text -> text.matches(" *[a-z].*")).toList()) {
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (sections.size() > depth) {
                sections.removeLast();
            }
            sections.addLast(line.strip().split(":", -1)[0]);
            keys.add(String.join(".", sections));
        }
        return keys;
    }

    private String uncommented() {
        return Pattern.compile("(?m)^( *)# ([a-z.-]+: \\S+)$").matcher(example).replaceAll("$1$2");
    }

    private static String example() {
        try (InputStream stream =
                Objects.requireNonNull(ConfigLoader.class.getResourceAsStream("example.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
