package dev.sluice.localstack.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryHomeTest {

    private static final String JAR = "apicurio-registry-app-1.2.3-runner.jar";

    @Test
    void theBuildLeavesItWhereItIsFound() {
        assertThat(RegistryHome.runner()).exists();
    }

    @Test
    void liesBesideTheJarOrInTheSourceTreeAbove(@TempDir Path root) throws Exception {
        Path jar = root.resolve("deploy/standalone/target/lib/sluice-local-stack.jar");
        Path inTree = distribution(root.resolve("deploy/local-stack/target/apicurio"));
        assertThat(RegistryHome.runner(Optional.empty(), jar)).isEqualTo(inTree);
        Path beside = distribution(root.resolve("deploy/standalone/target/lib/apicurio"));
        assertThat(RegistryHome.runner(Optional.empty(), jar)).isEqualTo(beside);
    }

    @Test
    void aConfiguredPlaceIsTheOnlyOne(@TempDir Path root) throws Exception {
        Path jar = root.resolve("lib.jar");
        distribution(root.resolve("apicurio"));
        Path elsewhere = distribution(root.resolve("elsewhere"));
        assertThat(RegistryHome.runner(Optional.of(root.resolve("elsewhere")), jar))
                .isEqualTo(elsewhere);
        assertThatThrownBy(() -> RegistryHome.runner(Optional.of(root.resolve("nowhere")), jar))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sluice.registry.home")
                .hasMessageContaining("nowhere");
    }

    private static Path distribution(Path folder) throws Exception {
        Files.createDirectories(folder);
        return Files.createFile(folder.resolve(JAR));
    }
}
