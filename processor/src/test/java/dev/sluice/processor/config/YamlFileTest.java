package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.MINIMAL;
import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no configuration at all. */
class YamlFileTest {
    @Test
    void missing(@TempDir Path folder) {
        assertThatThrownBy(() -> ConfigLoader.load(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("none.yaml: does not exist");
    }

    @Test
    void folder(@TempDir Path folder) {
        assertThatThrownBy(() -> ConfigLoader.load(folder, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void notText(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertThatThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("is not UTF-8 text");
    }

    @Test
    void malformed() {
        assertThat(problems("topics:\n  create: true\n partitions: 3\n"))
                .singleElement()
                .asString()
                .contains("is not valid YAML at line 3, column 2: expected <block end>");
    }

    @Test
    void controlCharacter() {
        assertThat(problems("ab: \u0000\n"))
                .singleElement()
                .asString()
                .endsWith("is not valid YAML: character 5 of the file is not allowed");
    }

    @Test
    void severalDocuments() {
        assertThat(problems("a: 1\n---\nb: 2\n"))
                .singleElement()
                .asString()
                .contains("is not valid YAML at line 2");
    }

    @Test
    void malformedNextToASecretDoesNotShowIt() {
        assertThat(problems("api-key: *sk-hidden\n")).noneMatch(text -> text.contains("hidden"));
        assertThat(problems("api-key: !sk-hidden!x y\n"))
                .noneMatch(text -> text.contains("hidden"));
        assertThat(problems("api-key: \"sk-hidden\n")).noneMatch(text -> text.contains("hidden"));
        assertThat(problems("api-key: sk-hidden: x\n")).noneMatch(text -> text.contains("hidden"));
    }

    @Test
    void emptyFile() {
        assertThat(problems(""))
                .contains("kafka.bootstrap.servers: is required")
                .contains("schema.registry.url: is required");
    }

    @Test
    void listInsteadOfKeys() {
        assertThat(problems("- a\n- b\n"))
                .contains("the file: expects keys and plain values (line 1)");
    }

    @Test
    void duplicatesInDifferentSpellings() {
        assertThat(problems(MINIMAL + "kafka.bootstrap.servers: other:1\n"))
                .containsExactly("kafka.bootstrap.servers: is given twice, at line 2 and line 8");
    }

    @Test
    void fileThatContainsItself() {
        assertThat(problems("topics: &a\n  more: *a\n"))
                .anyMatch(text -> text.contains("expects keys and plain values"));
    }
}
