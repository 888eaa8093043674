package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.TestIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example is right, complete, and shows the defaults. */
class ExampleTest {
    private static final String PROJECT = "6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44";

    private final String example = example();

    @Test
    void loadsWithoutWarningsAsTheDefaults() {
        LoadedConfig loaded = Loading.read(example, Map.of());

        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config()).isEqualTo(Loading.load(Loading.MINIMAL));
    }

    @Test
    void loadsWithEveryLineInUse(@TempDir Path folder) throws IOException {
        LoadedConfig loaded =
                Loading.read(
                        inFolder(uncommented(), folder),
                        Map.of(
                                "KAFKA_JAAS_CONFIG", "a",
                                "REGISTRY_USER_INFO", "b:c",
                                "OPENAI_API_KEY", "d",
                                "PROXY_USER", "e",
                                "PROXY_PASSWORD", "f",
                                "ADMIN_TOKEN", "h",
                                "ZEROGPU_KEY", "g",
                                "ZEROGPU_PROJECT", PROJECT));

        assertThat(loaded.warnings())
                .extracting(Problem::key)
                .as("the address is one without TLS")
                .allMatch(key -> key.startsWith("endpoints.local.tls."));
        EndpointConfig endpoint = Loading.endpoint(loaded.config(), "local");
        assertThat(endpoint.credentials())
                .extracting(Credential::source)
                .containsExactly(new SecretSource.Literal(new Secret("d")));
    }

    @Test
    void showsEveryKey() {
        List<String> shown =
                shown(uncommented()).stream()
                        .map(key -> key.replaceFirst("^endpoints\\.[a-z]+", "endpoints.local"))
                        .map(key -> key.replaceFirst("^limits\\.[a-z-]+", "limits.local"))
                        .map(key -> key.replaceFirst("^prices\\.[a-z-]+", "prices.local"))
                        .toList();

        assertThat(shown)
                .containsAll(Keys.names(section -> List.of("local")))
                .containsAll(Keys.open(List.of("local")));
    }

    /** Flat keys of a text whose levels are indented by two. */
    private static List<String> shown(String yaml) {
        List<String> keys = new ArrayList<>();
        Deque<String> sections = new ArrayDeque<>();
        for (String line : yaml.lines().filter(text -> text.matches(" *[a-zA-Z].*")).toList()) {
            int depth = (line.length() - line.stripLeading().length()) / 2;
            while (sections.size() > depth) {
                sections.removeLast();
            }
            sections.addLast(line.strip().split(":", -1)[0]);
            keys.add(String.join(".", sections));
        }
        return keys;
    }

    /** The files that it names, and itself with their real places. */
    private static String inFolder(String yaml, Path folder) throws IOException {
        TestIdentity identity = TestIdentity.of(folder, "localhost");
        Path key = Files.writeString(folder.resolve("secret"), "h\n");
        Path project = Files.writeString(folder.resolve("project"), PROJECT + "\n");
        return yaml.replace("/etc/sluice/ca.pem", identity.certificate().toString())
                .replace("/etc/sluice/client.pem", identity.certificate().toString())
                .replace("/etc/sluice/client-key.pem", identity.key().toString())
                .replace("/run/secrets/zerogpu-key", key.toString())
                .replace("/run/secrets/zerogpu-project", project.toString());
    }

    private String uncommented() {
        return Pattern.compile("(?m)^( *)# ([a-zA-Z0-9.-]+:( \\S+| \\[.*])?)$")
                .matcher(example)
                .replaceAll("$1$2");
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
