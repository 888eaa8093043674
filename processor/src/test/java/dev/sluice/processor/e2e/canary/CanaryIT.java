package dev.sluice.processor.e2e.canary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.FreePort;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Scrape;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What requests, answers and secrets hold turns up in nothing that Sluice writes for people: no log line at any level, no metric,
 * no page, no output of a command, and no file but the stores of what waits.
 */
@ExtendWith(BackboneExtension.class)
class CanaryIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String WORD = Canary.WORD;
    private static final String TENANT = "held";
    private static final int HELD = 5;
    private static final String[] AUTHORIZATION = {"Authorization", "Bearer " + WORD};

    private static final List<String> PAGES =
            List.of(
                    "/health/live",
                    "/health/ready",
                    "/metrics",
                    "/api/limits",
                    "/api/pending",
                    "/api/usage",
                    "/api/usage?window=" + WORD,
                    "/api/usage/local",
                    "/" + WORD);

    @TempDir Path folder;
    private final Canary canary = new Canary();
    private final int port = FreePort.find();

    @Test
    void nothingThatIsConfidentialIsWrittenAnywhere(Backbone backbone) throws Exception {
        Topics topics = Topics.create(backbone, "birds", 2);
        try (CanaryEndpoint endpoint = new CanaryEndpoint();
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            InstanceConfig config = config(backbone, topics, endpoint);
            CanaryRequests requests = new CanaryRequests(publisher);
            requests.forEachAnswer();
            requests.refused();
            requests.held(TENANT, HELD);
            publisher.flush();
            Path file = config.write(folder.resolve("commands"));
            try (Instance instance = start(config)) {
                outcomes.awaitUntil(() -> ofOthers(outcomes) == requests.sent(), PATIENCE);
                sawTheWord(endpoint, outcomes);
                publishUnreadable(backbone, topics.name() + ".limits");
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> instance.log().contains("changes nothing"));
                commands(file);
                lookAtPages();
                assertThat(instance.isAlive()).isTrue();
                instance.stop();
                Awaitility.await().atMost(PATIENCE).until(() -> !instance.isAlive());
                canary.look("log", instance.log());
                isWhole(instance.log());
            }
        }
        canary.lookBelow(folder.resolve("instance").resolve("state"));
        canary.assertNowhere();
    }

    private InstanceConfig config(Backbone backbone, Topics topics, CanaryEndpoint endpoint) {
        String registry = backbone.registry().url().replace("://", "://me:" + WORD + "@");
        return InstanceConfig.of(backbone, topics, endpoint.url())
                .with("'schema.registry'.url", registry)
                .with("kafka.'sasl.jaas.config'", "x required username=me password=" + WORD + ";")
                .with("kafka.'ssl.keystore.location'", "not-read-without-tls.p12")
                .with("kafka.'ssl.keystore.password'", WORD)
                .with("kafka.'my.own.token'", WORD)
                .with("topics.create", true)
                .with("topics.limits", topics.name() + ".limits")
                .with("topics.chunks", topics.name() + ".chunks")
                .with("endpoints.test.api-key", WORD + "-key")
                .with("endpoints.test.headers.X-Own", WORD + "-own")
                .with("endpoints.test.models", "small-chat")
                .with("endpoints.test.retry.max-attempts", 2)
                .with("endpoints.test.retry.max-delay", "100ms")
                .with("endpoints.test.breaker.minimum-calls", 1_000)
                .with("endpoints.test.breaker.window-calls", 1_000)
                .with("limits.slow.tenant", TENANT)
                .with("limits.slow.requests-per-minute", 1)
                .with("limits.tokens.endpoint", "test")
                .with("limits.tokens.tokens-per-minute", 1_000_000)
                .with("admin.port", port)
                .with("admin.token", WORD)
                .with("logging.format", "json")
                .with("logging.level", "trace")
                .with("logging.kafka-level", "info");
    }

    private Instance start(InstanceConfig config) {
        return Instance.start(config, folder.resolve("instance"));
    }

    private static long ofOthers(Outcomes outcomes) {
        return outcomes.failures().size()
                + outcomes.completions().stream()
                        .filter(completion -> !completion.getTenant().equals(TENANT))
                        .count();
    }

    /** Otherwise it would be no wonder that nobody wrote it. */
    private static void sawTheWord(CanaryEndpoint endpoint, Outcomes outcomes) {
        assertThat(endpoint.requests().toString())
                .contains("Bearer " + WORD, "\"content\":\"" + WORD);
        assertThat(outcomes.completions().stream().map(ChatCompletion::getChoices).toList())
                .asString()
                .contains(WORD);
        assertThat(outcomes.failures().stream().map(ChatFailure::getProviderError).toList())
                .asString()
                .contains(WORD);
    }

    private static void publishUnreadable(Backbone backbone, String topic)
            throws ExecutionException, InterruptedException {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", backbone.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, "some", WORD)).get();
        }
    }

    /** What commands write for people; the files that they are asked for hold requests and answers. */
    private void commands(Path file) throws IOException {
        Path lines =
                Files.writeString(
                        folder.resolve("lines.jsonl"),
                        """
                        {"custom_id":"%1$s","method":"POST","url":"/v1/chat/completions","body":{"model":"small-chat",\
                        "messages":[{"role":"user","content":"case:plain %1$s"}]}}
                        {"custom_id":"%1$s-2","method":"POST","url":"%1$s","body":{"%1$s":"%1$s"}}
                        %1$s
                        """
                                .formatted(WORD));
        Path output = folder.resolve("output.jsonl");
        List<String> arguments = List.of(file.toString(), lines.toString(), output.toString());
        try (Instance all =
                Instance.start(
                        CommandsMain.class,
                        arguments,
                        folder.resolve("commands"),
                        "-DSLUICE_LOGGING_LEVEL=TRACE")) {
            Awaitility.await().atMost(PATIENCE).until(() -> !all.isAlive());
            assertThat(output).content().contains(WORD);
            assertThat(all.log())
                    .contains("1 submitted", "2 bad lines", "# replay", "ended with 0");
            canary.look("commands", all.log());
        }
    }

    private void lookAtPages() {
        for (String page : PAGES) {
            canary.look(page, Scrape.get(port, page).body());
            canary.look(page + " with the token", Scrape.get(port, page, AUTHORIZATION).body());
        }
        assertThat(Scrape.get(port, "/api/pending", AUTHORIZATION).body())
                .contains("\"tenant\":\"" + TENANT + "\"", "\"dimension\":\"requests-per-minute\"");
        assertThat(Scrape.get(port, "/health/ready", AUTHORIZATION).statusCode()).isEqualTo(200);
    }

    /** Each line is an object, and each event of an instance's life is on one. */
    private static void isWhole(String log) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        List<String> events = new ArrayList<>();
        // The virtual machine has warnings of its own.
        for (String line : log.lines().filter(line -> !line.startsWith("WARNING: ")).toList()) {
            events.add(json.readTree(line).path("event").asText());
        }
        assertThat(events)
                .containsSubsequence(
                        "starting",
                        "assigned",
                        "restored",
                        "running",
                        "told-to-stop",
                        "stopping",
                        "revoked",
                        "stopped");
    }
}
