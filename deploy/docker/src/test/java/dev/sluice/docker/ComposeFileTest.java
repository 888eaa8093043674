package dev.sluice.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.LoadedConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What must hold of {@code docker-compose.yml} wherever it is read. */
class ComposeFileTest {
    private ComposeFile file = new ComposeFile(Map.of());

    @BeforeEach
    void read() throws IOException {
        file = ComposeFile.read();
    }

    @Test
    void nothingListensOnOtherAddressesThanLoopback() {
        assertThat(file.services().keySet())
                .contains("kafka", "registry", "sluice", "simulated-endpoint")
                .flatMap(service -> file.lines(service, "ports"))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    void imagesOfOthersHaveAVersion() {
        assertThat(file.services().values())
                .filteredOn(service -> !service.containsKey("build"))
                .extracting(service -> String.valueOf(service.get("image")))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image).matches(".+:v?\\d[^:]*"));
    }

    @Test
    void whatIsMountedIsThere() {
        assertThat(file.services().keySet())
                .flatMap(service -> file.lines(service, "volumes"))
                .filteredOn(volume -> volume.startsWith("."))
                .isNotEmpty()
                .extracting(volume -> volume.substring(0, volume.indexOf(':')))
                .allSatisfy(path -> assertThat(ComposeFile.ROOT.resolve(path)).exists());
    }

    @Test
    void secretsComeFromOutside() {
        for (String service : file.services().keySet()) {
            assertThat(file.environment(service))
                    .allSatisfy(
                            (name, value) -> {
                                if (name.matches(".*(KEY|TOKEN|PASSWORD|SECRET).*")) {
                                    assertThat(ComposeFile.withDefaults(value)).as(name).isEmpty();
                                }
                            });
        }
    }

    @Test
    void ourOwnContainersMayDoNothingButWhatTheyAreFor() {
        for (String service : List.of("sluice", "simulated-endpoint")) {
            assertThat(file.service(service))
                    .as(service)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .doesNotContainKeys("user", "privileged", "cap_add");
        }
    }

    @Test
    void theServiceGetsAConfigurationThatItCanUse() {
        Map<String, String> environment =
                file.environment("sluice").entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        e -> ComposeFile.withDefaults(e.getValue())));
        LoadedConfig loaded =
                ConfigLoader.read(
                        ComposeFile.ROOT.resolve("deploy/docker/sluice.yaml"), environment);
        assertThat(loaded.warnings()).isEmpty();
        assertThat(loaded.config().endpoints().values())
                .extracting(endpoint -> endpoint.baseUrl().toString())
                .containsExactly("http://simulated-endpoint:8000");
    }
}
