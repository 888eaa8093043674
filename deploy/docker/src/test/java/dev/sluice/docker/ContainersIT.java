package dev.sluice.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.cli.CollectCommand;
import dev.sluice.processor.cli.SubmitCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.Container.ExecResult;
import picocli.CommandLine;

/** The image, run by {@code docker-compose.yml}, with requests from outside. */
class ContainersIT {
    private static final int REQUESTS = 200;
    private static final int BEFORE_THE_KILL = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MEGABYTE = 1_000_000;

    /** 128 and the number of SIGTERM: so a virtual machine ends that has heard the signal, and run its hooks. */
    private static final long ENDED_BY_SIGTERM = 143;

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void aContainerThatIsKilledLosesNothingAndDoesNothingTwice() throws Exception {
        Map<String, String> slow = Map.of("ENDPOINT_LATENCY", "lognormal:1000:0.4");
        try (ComposeStack stack = ComposeStack.up(slow)) {
            isSmallAndLayered();
            isReady(stack);
            isAlive(stack);
            hasNoRights(stack);

            assertThat(submit(stack)).isZero();
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> answered(stack) >= BEFORE_THE_KILL);
            stack.killAndStart("sluice");
            assertThat(answered(stack)).isLessThan(REQUESTS);
            Path output = folder.resolve("out.jsonl");
            assertThat(collect(stack, output)).isZero();
            assertThat(customIds(output))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, REQUESTS).mapToObj(i -> "r" + i).toList());

            await().atMost(PATIENCE).until(() -> billed(stack) == REQUESTS);
            stack.stop("sluice");
            assertThat(stack.inspect("sluice").getState().getExitCodeLong())
                    .isEqualTo(ENDED_BY_SIGTERM);
            assertThat(stack.container("sluice").getLogs()).contains("Stopped");
        }
    }

    private static void isSmallAndLayered() {
        Image sluice = Image.inspect("sluice:" + ComposeStack.TAG);
        long added = sluice.bytes() - Image.inspect("eclipse-temurin:17-jre").bytes();
        System.out.printf("The image adds %d MB to that of the Java runtime%n", added / MEGABYTE);
        assertThat(added).isLessThanOrEqualTo(150 * MEGABYTE);
        // The other image has the same libraries: if its last layer alone differs, so does that of
        // a new version.
        List<String> shared = sluice.layers().subList(0, sluice.layers().size() - 1);
        assertThat(Image.inspect("sluice-simulated-endpoint:" + ComposeStack.TAG).layers())
                .hasSize(shared.size() + 1)
                .startsWith(shared.toArray(String[]::new));
    }

    private static void isReady(ComposeStack stack) {
        await().atMost(PATIENCE)
                .failFast(() -> hasNotEnded(stack))
                .until(
                        () -> stack.inspect("sluice").getState().getHealth().getStatus(),
                        "healthy"::equals);
    }

    /** By the image's own check, in whose place the stack has that for its being ready. */
    private static void isAlive(ComposeStack stack) throws Exception {
        String check = Image.inspect("sluice:" + ComposeStack.TAG).healthCheck();
        assertThat(check).contains("/health/live");
        ExecResult result = stack.container("sluice").execInContainer("sh", "-c", check);
        assertThat(result.getExitCode()).as(result.getStderr()).isZero();
    }

    /** It waits for whatever is not there yet: only what is wrong with itself ends it. */
    private static void hasNotEnded(ComposeStack stack) {
        if (!Objects.equals(stack.inspect("sluice").getRestartCount(), 0)) {
            throw new AssertionError(stack.container("sluice").getLogs());
        }
    }

    private static void hasNoRights(ComposeStack stack) throws Exception {
        assertThat(stack.inspect("sluice").getConfig().getUser()).isEqualTo("10001:10001");
        assertThat(shell(stack, "touch /opt/sluice/new /etc/new /home/new 2>&1"))
                .contains("/opt/sluice/new': Read-only file system");
    }

    private static String shell(ComposeStack stack, String command) throws Exception {
        return stack.container("sluice").execInContainer("sh", "-c", command).getStdout();
    }

    private int submit(ComposeStack stack) throws IOException {
        Path file = folder.resolve("in.jsonl");
        Files.writeString(
                file,
                IntStream.range(0, REQUESTS)
                        .mapToObj(ContainersIT::line)
                        .collect(Collectors.joining()));
        return command(new SubmitCommand(), stack, file.toString(), "--tenant", "acme");
    }

    private static String line(int i) {
        return """
        {"custom_id": "r%d", "method": "POST", "url": "/v1/chat/completions", "body": \
        {"model": "small-chat", "max_tokens": 4, "messages": [{"role": "user", "content": "Say %d"}]}}
        """
                .formatted(i, i);
    }

    private static int collect(ComposeStack stack, Path output) {
        return command(
                new CollectCommand(), stack, "--output", output.toString(), "--timeout", "2m");
    }

    private static int command(Object command, ComposeStack stack, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--batch", "it", "--bootstrap-servers", stack.address("KAFKA")));
        all.addAll(
                List.of(
                        "--schema-registry",
                        "http://" + stack.address("REGISTRY") + "/apis/ccompat/v7"));
        return new CommandLine(command).execute(all.toArray(String[]::new));
    }

    /** How many answers the endpoint has given. */
    private static int answered(ComposeStack stack) throws Exception {
        URI stats = URI.create("http://" + stack.address("ENDPOINT") + "/stats");
        String body =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(stats).build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return JSON.readTree(body).at("/statuses/200").asInt();
    }

    /** How many completions are on the tenant's bill, as the service tells over HTTP. */
    private static int billed(ComposeStack stack) throws Exception {
        String usage = "http://127.0.0.1:9464/api/usage?tenant=acme";
        JsonNode rows = JSON.readTree(shell(stack, "curl -s '" + usage + "'")).path("rows");
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToInt(row -> row.get("requests").asInt())
                .sum();
    }

    private static List<String> customIds(Path output) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String line : Files.readAllLines(output)) {
            ids.add(JSON.readTree(line).get("custom_id").asText());
        }
        return ids;
    }
}
