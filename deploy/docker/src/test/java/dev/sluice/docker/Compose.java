package dev.sluice.docker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.ContainerState;
import org.testcontainers.containers.DockerComposeContainer;
import org.testcontainers.lifecycle.Startable;

/**
 * The program that reads {@code docker-compose.yml}, whichever is installed.
 *
 * @param stack all containers of the files
 * @param service finds the container of a service
 */
record Compose(Startable stack, Function<String, Optional<ContainerState>> service) {
    private static final String IDENTIFIER = "sluice-it";

    /** Nothing where neither {@code docker compose} nor {@code docker-compose} is installed. */
    static Optional<Compose> find(List<Path> paths, Map<String, String> environment) {
        List<File> files = paths.stream().map(Path::toFile).toList();
        if (works("docker", "compose", "version")) {
            ComposeContainer second =
                    new ComposeContainer(IDENTIFIER, files)
                            .withBuild(true)
                            .withPull(false)
                            .withEnv(environment);
            return Optional.of(new Compose(second, second::getContainerByServiceName));
        }
        if (works("docker-compose", "version")) {
            DockerComposeContainer<?> first =
                    new DockerComposeContainer<>(IDENTIFIER, files)
                            .withBuild(true)
                            .withPull(false)
                            .withEnv(environment);
            return Optional.of(new Compose(first, first::getContainerByServiceName));
        }
        return Optional.empty();
    }

    private static boolean works(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // There is no such program.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
