package dev.sluice.localstack.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.localstack.process.ChildJvm;
import dev.sluice.localstack.process.ChildJvmSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LocalRegistryIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void keepsIdsAndAddressOverAKill(@TempDir Path folder) throws Exception {
        String url;
        String id;
        try (LocalRegistry registry = LocalRegistry.start(RegistryOptions.in(folder))) {
            url = registry.url();
            register(url, "other-value", "int");
            id = register(url, "chat-value", "string");
            assertThat(id).matches("\\{\"id\":\\d+}");
            assertThatThrownBy(() -> LocalRegistry.start(RegistryOptions.in(folder)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            ProcessHandle process = ProcessHandle.of(registry.pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
        try (LocalRegistry again = LocalRegistry.start(RegistryOptions.in(folder))) {
            assertThat(again.url()).isEqualTo(url);
            assertThat(register(url, "chat-value", "string")).isEqualTo(id);
            // 409: the rule for all subjects is backward compatibility.
            assertThat(register(url, "chat-value", "int")).contains("\"error_code\":409");
        }
    }

    // An orphan that does not end would be waited for without end.
    @Test
    @Timeout(120)
    void endsWithAKilledParentAndLeavesItsFolderToTheNext(@TempDir Path folder) throws Exception {
        Path pidFile = folder.resolve("registry.pid");
        ChildJvm parent =
                ChildJvm.start(
                        ChildJvmSpec.ofOwnClassPath(
                                RegistryHolder.class,
                                List.of("-Xmx64m"),
                                List.of(folder.toString(), pidFile.toString()),
                                folder.resolve("holder.log")));
        ProcessHandle orphan;
        try (parent) {
            await().atMost(LONG).until(() -> Files.exists(pidFile));
            orphan = ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
            assertThat(orphan.isAlive()).isTrue();
            parent.kill();
        }
        try (LocalRegistry next = LocalRegistry.start(RegistryOptions.in(folder))) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(register(next.url(), "chat-value", "string")).contains("id");
        }
    }

    private String register(String url, String subject, String type) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString("{\"schema\": \"\\\"" + type + "\\\"\"}"))
                        .build();
        return http.send(request, BodyHandlers.ofString()).body();
    }
}
