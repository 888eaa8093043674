package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.EndpointConfigs;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an endpoint is shown follows the files that hold it. */
class CredentialsTest {
    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("key"), "first-secret\n");
    }

    @Test
    void headersAsTheProfileSays() {
        Credentials credentials =
                new Credentials(
                        EndpointConfigs.of(
                                "http://localhost:1",
                                "profile: zerogpu",
                                "api-key: the-key",
                                "project-id: 6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44",
                                "headers: {X-Team: batch-team-7, X-On: '1'}"));

        assertThat(credentials.headers())
                .isEqualTo(
                        Map.of(
                                "x-api-key",
                                "the-key",
                                "x-project-id",
                                "6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44",
                                "X-Team",
                                "batch-team-7",
                                "X-On",
                                "1"));
        assertThat(
                        credentials
                                .mask()
                                .mask(
                                        "1 the-key of 6b1f0d3c-92a7-4c55-8d11-2f7a3c9e0b44 for batch-team-7"))
                .isEqualTo("1 ******** of ******** for ********");
        assertThat(credentials.canChange()).isFalse();
        assertThat(credentials.toString()).doesNotContain("the-key", "batch-team");
    }

    @Test
    void anotherHeaderAndAnotherWord() {
        assertThat(headers("auth: {header: X-Key}")).isEqualTo(Map.of("X-Key", "k"));
        assertThat(headers("auth: {header: X-Key, prefix: Token}"))
                .isEqualTo(Map.of("X-Key", "Token k"));
        assertThat(headers("auth: {prefix: none}")).isEqualTo(Map.of("Authorization", "k"));
        assertThat(headers("profile: gcore")).isEqualTo(Map.of("X-API-Key", "k"));
        assertThat(headers("profile: gcore", "auth: {header: authorization}"))
                .isEqualTo(Map.of("authorization", "Bearer k"));
    }

    private static Map<String, String> headers(String... keys) {
        List<String> all = new ArrayList<>(List.of(keys));
        all.add("api-key: k");
        return new Credentials(EndpointConfigs.of("http://localhost:1", all.toArray(String[]::new)))
                .headers();
    }

    @Test
    void aFileThatChangesIsReadAgain() throws IOException {
        Credentials credentials = inFile();
        assertThat(credentials.headers()).containsEntry("Authorization", "Bearer first-secret");

        credentials.refresh();
        assertThat(credentials.headers()).containsEntry("Authorization", "Bearer first-secret");

        Files.writeString(file, "second-secret");
        credentials.refresh();

        assertThat(credentials.headers()).containsEntry("Authorization", "Bearer second-secret");
        assertThat(credentials.mask().mask("first-secret, second-secret"))
                .isEqualTo("********, ********");
    }

    @Test
    void aSecretThatBeginsLikeAnOlderOneIsMaskedWhole() throws IOException {
        Credentials credentials = inFile();
        Files.writeString(file, "first-secret-and-more");
        credentials.refresh();

        assertThat(credentials.mask().mask("(first-secret-and-more)")).isEqualTo("(********)");
    }

    @Test
    void whatCannotBeReadLeavesTheSecretAsItWas() throws IOException {
        Credentials credentials = inFile();
        for (String wrong : List.of("", "\n", "two words", "kéy", "two\nlines")) {
            Files.writeString(file, wrong);
            credentials.refresh();

            assertThat(credentials.headers())
                    .as("%s", wrong)
                    .containsEntry("Authorization", "Bearer first-secret");
        }
        Files.delete(file);
        credentials.refresh();
        assertThat(credentials.headers()).containsEntry("Authorization", "Bearer first-secret");

        Files.writeString(file, "back-again\r\n");
        credentials.refresh();

        assertThat(credentials.headers()).containsEntry("Authorization", "Bearer back-again");
    }

    /** As Kubernetes does it: a link to a folder is replaced. */
    @Test
    void aLinkThatLeadsElsewhereIsFollowed() throws IOException {
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, file);
        Credentials credentials = credentials(link);

        Path other = Files.writeString(folder.resolve("other"), "other-secret");
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        credentials.refresh();

        assertThat(credentials.headers()).containsEntry("Authorization", "Bearer other-secret");
    }

    @Test
    void filesAreReadAgainByThemselves() throws IOException {
        Vertx vertx = Vertx.vertx();
        try {
            Endpoint endpoint =
                    Endpoint.of(EndpointConfigs.of("http://localhost:1", "api-key-file: " + file));
            CredentialsRefresh.start(vertx, List.of(endpoint));

            Files.writeString(file, "second-secret");

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(
                            () ->
                                    assertThat(endpoint.headers())
                                            .containsEntry(
                                                    "Authorization", "Bearer second-secret"));
        } finally {
            vertx.close().await();
        }
    }

    private Credentials inFile() {
        return credentials(file);
    }

    private static Credentials credentials(Path path) {
        return new Credentials(EndpointConfigs.of("http://localhost:1", "api-key-file: " + path));
    }
}
