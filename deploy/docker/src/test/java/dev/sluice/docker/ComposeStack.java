package dev.sluice.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.sluice.localstack.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerState;

/** What {@code docker-compose.yml} describes, up under a name, on ports and with images of its own. */
final class ComposeStack implements AutoCloseable {
    /** Tag of the images that are built. */
    static final String TAG = "it";

    private static final int STOP_SECONDS = 30;

    private final Compose compose;
    private final Map<String, Integer> ports;

    private ComposeStack(Compose compose, Map<String, Integer> ports) {
        this.compose = compose;
        this.ports = ports;
    }

    /**
     * Builds the images and starts the containers. Where there is no Docker, the test that asked is skipped.
     *
     * @param environment variables that the file reads, beside those for ports
     */
    static ComposeStack up(Map<String, String> environment) {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Docker does not answer here: the image is NOT tested.");
        Map<String, Integer> ports = new HashMap<>();
        Map<String, String> variables = new HashMap<>(environment);
        for (String name : new String[] {"KAFKA", "REGISTRY", "ADMIN", "ENDPOINT"}) {
            ports.put(name, freePort());
            variables.put(name + "_PORT", String.valueOf(ports.get(name)));
        }
        variables.put("COMPOSE_PROFILES", "simulated");
        variables.put("SLUICE_TAG", TAG);
        List<Path> files =
                List.of(
                        ComposeFile.ROOT.resolve("docker-compose.yml"),
                        Path.of("src/test/resources/short-lived.yml").toAbsolutePath());
        var compose = Compose.find(files, variables);
        assumeTrue(
                compose.isPresent(),
                "Docker Compose is not installed here: the image is NOT tested.");
        ComposeStack stack = new ComposeStack(compose.orElseThrow(), ports);
        try {
            stack.compose.stack().start();
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
        return stack;
    }

    private static int freePort() {
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            return Ports.of(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where programs outside reach the port of the variable {@code NAME_PORT}. */
    String address(String name) {
        return Ports.LOOPBACK + ":" + ports.get(name);
    }

    ContainerState container(String service) {
        return compose.service().apply(service).orElseThrow();
    }

    InspectContainerResponse inspect(String service) {
        return docker().inspectContainerCmd(container(service).getContainerId()).exec();
    }

    /** As {@code docker kill} and {@code docker start} do. */
    void killAndStart(String service) {
        String id = container(service).getContainerId();
        docker().killContainerCmd(id).exec();
        docker().startContainerCmd(id).exec();
    }

    /** SIGTERM, and SIGKILL if that does not end it in time. */
    void stop(String service) {
        docker().stopContainerCmd(container(service).getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
    }

    static DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    @Override
    public void close() {
        compose.stack().stop();
    }
}
