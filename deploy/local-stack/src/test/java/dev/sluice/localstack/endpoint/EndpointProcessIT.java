package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.localstack.process.ChildJvm;
import dev.sluice.localstack.process.ChildJvmSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointProcessIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void runsAsAProcessOfItsOwn(@TempDir Path folder) throws Exception {
        Path portFile = folder.resolve("port");
        List<String> arguments =
                List.of("--port-file", portFile.toString(), "--usage", "approximate");
        try (ChildJvm child = start(folder, arguments)) {
            await().atMost(LONG).until(() -> Files.exists(portFile) || !child.isAlive());
            ChatClient client = new ChatClient("http://127.0.0.1:" + Files.readString(portFile));
            assertThat(client.chat("hi").statusCode()).isEqualTo(200);
            assertThat(client.get("/stats").path("requests").asInt()).isEqualTo(1);
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongWithItsArguments(@TempDir Path folder) throws Exception {
        try (ChildJvm child = start(folder, List.of("--colour", "red"))) {
            assertThat(child.awaitEnd(LONG)).isTrue();
            assertThat(child.exitCode()).isEqualTo(2);
            assertThat(Files.readString(folder.resolve("log"))).contains("--colour");
        }
    }

    private static ChildJvm start(Path folder, List<String> arguments) {
        return ChildJvm.start(
                ChildJvmSpec.ofOwnClassPath(
                        SimulatedEndpoint.class,
                        List.of("-Xmx128m"),
                        arguments,
                        folder.resolve("log")));
    }
}
