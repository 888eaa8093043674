package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.metrics.DeployedQueries;
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
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an instance tells of itself while one of its limits holds requests back, and after calls that failed: it is what the topics
 * and the endpoint say, and all that the dashboard and the alert rules ask for.
 */
@ExtendWith(BackboneExtension.class)
class MetricsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOKEN = "let-me-read";
    private static final int FREE = 30;
    private static final int HELD = 20;

    /** Once more goes well, and always does not. */
    private static final String FAULTS =
            """
            [{"contains": "flaky", "times": 2, "action": "status", "status": 503},
             {"contains": "wrong", "action": "status", "status": 400}]""";

    @TempDir Path folder;

    @Test
    void agreesWithTheTopicsAndTheEndpoint(Backbone backbone) throws IOException {
        Topics topics = Topics.create(backbone, "metrics", 2);
        int port = FreePort.find();
        EndpointOptions options = EndpointOptions.defaults().withFaults(FaultScript.parse(FAULTS));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            for (int i = 0; i < HELD; i++) {
                publisher.send(Publisher.request("held-" + i).setTenant("held").build());
            }
            publisher.send(Publisher.request("flaky").setTenant("free").build());
            publisher.send(Publisher.request("wrong").setTenant("free").build());
            publisher.send(Publisher.request("streamed").setTenant("free").setStream(true).build());
            publisher.send(Publisher.request("flaky").setTenant("free").build());
            publisher.send(null, null);
            publisher.sendMany(FREE);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("admin.port", port)
                            .with("admin.token", TOKEN)
                            .with("metrics.tenants", 2)
                            .with("prices.one.endpoint", "test")
                            .with("prices.one.currency", "EUR")
                            .with("prices.one.output-per-million", "0.6")
                            .with("limits.slow.tenant", "held")
                            .with("limits.slow.requests-per-minute", 2)
                            .with("limits.wide.endpoint", "test")
                            .with("limits.wide.tokens-per-minute", 10_000_000);
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.awaitUntil(
                        () ->
                                outcomes.completions().size() >= FREE + 2
                                        && outcomes.failures().size() >= 3,
                        PATIENCE);
                await().atMost(PATIENCE).untilAsserted(() -> isSensible(scrape(port)));
                await().atMost(PATIENCE).untilAsserted(() -> agrees(port, outcomes, endpoint));
                double before = oldestWait(scrape(port));
                await().atMost(PATIENCE).until(() -> oldestWait(scrape(port)) > before);
                await().atMost(PATIENCE)
                        .untilAsserted(
                                () ->
                                        assertThat(value(scrape(port), "sluice_backlog_records"))
                                                .isZero());
                tellsAllThatIsAskedFor(scrape(port));
                assertThat(Scrape.get(port, "/metrics").statusCode()).isEqualTo(401);
                assertThat(instance.isAlive()).isTrue();
                assertThat(instance.log()).doesNotContain(TOKEN);
            }
        }
    }

    /** Those that are let through by and by may come in between. */
    private static void agrees(int port, Outcomes outcomes, SimulatedEndpoint endpoint) {
        outcomes.drain(Duration.ofMillis(300));
        String text = scrape(port);
        List<ChatCompletion> completions = outcomes.completions();
        assertThat(value(text, "sluice_outcomes_total", "outcome=\"completion\""))
                .isEqualTo(completions.size());
        for (FailureReason reason : FailureReason.values()) {
            assertThat(value(text, "sluice_outcomes_total", "reason=\"" + reason + "\""))
                    .as("%s", reason)
                    .isEqualTo(
                            (double)
                                    outcomes.failures().stream()
                                            .filter(failure -> failure.getReason() == reason)
                                            .count());
        }
        assertThat(value(text, "sluice_calls_total", "result=\"answered\""))
                .isEqualTo(completions.size());
        assertThat(sum(text, "sluice_calls_total")).isEqualTo((double) endpoint.stats().requests());
        assertThat(sum(text, "sluice_retries_total")).isEqualTo(2);
        assertThat(sum(text, "sluice_tenant_outcomes_total"))
                .isEqualTo(completions.size() + outcomes.failures().size());
        assertThat(sum(text, "sluice_tenant_tokens_total{kind=\"prompt\""))
                .isEqualTo(tokens(completions, Usage::getPromptTokens));
        assertThat(sum(text, "sluice_model_tokens_total{endpoint=\"test\",kind=\"completion\""))
                .isEqualTo(tokens(completions, Usage::getCompletionTokens));
        BigDecimal cost =
                completions.stream()
                        .map(completion -> completion.getCost().getAmount())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum(text, "sluice_tenant_cost_total{currency=\"EUR\""))
                .isCloseTo(cost.doubleValue(), within(1e-15))
                .isPositive();
        assertThat(value(text, "sluice_pending_records")).isEqualTo(HELD - held(completions));
        assertThat(tenants(text)).hasSize(4).contains("other", "none");
        assertThat(value(text, "sluice_first_token_seconds_count")).isEqualTo(1);
        assertThat(value(text, "sluice_http_connections")).isPositive();
        assertThat(value(text, "sluice_stream_running", "stream=\"requests\"")).isEqualTo(1);
    }

    private static void tellsAllThatIsAskedFor(String text) throws IOException {
        Set<String> names =
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .collect(Collectors.toSet());
        assertThat(names).containsAll(DeployedQueries.metrics());
    }

    private static double held(List<ChatCompletion> completions) {
        return (double) completions.stream().filter(one -> one.getTenant().equals("held")).count();
    }

    private static double tokens(List<ChatCompletion> completions, Function<Usage, Long> kind) {
        return (double)
                completions.stream()
                        .map(ChatCompletion::getUsage)
                        .filter(Objects::nonNull)
                        .mapToLong(kind::apply)
                        .sum();
    }

    private static Set<String> tenants(String text) {
        return text.lines()
                .filter(line -> line.startsWith("sluice_tenant_outcomes_total{"))
                .map(line -> line.replaceAll(".*tenant=\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    private static void isSensible(String text) {
        double held = limit(text, "waiting", "slow");
        assertThat(held).isBetween(HELD / 2.0, (double) HELD);
        // On a machine that stands still for seconds a grant may lapse before its call is sent.
        assertThat(limit(text, "granted_total", "slow")).isBetween(HELD - held, HELD - held + 2);
        assertThat(limit(text, "held_total", "slow")).isPositive();
        assertThat(limit(text, "utilisation_ratio", "slow")).isBetween(0.0, 1.0);
        assertThat(limit(text, "granted_total", "wide")).isGreaterThanOrEqualTo(FREE);
        assertThat(limit(text, "waiting", "wide")).isZero();
        assertThat(limit(text, "oldest_wait_seconds", "wide")).isZero();
        assertThat(limit(text, "utilisation_ratio", "wide")).isBetween(1e-9, 0.5);
        for (String part : new String[] {"estimated_tokens", "actual_tokens", "estimate_percent"}) {
            assertThat(value(text, "sluice_call_" + part + "_count", "endpoint=\"test\""))
                    .as(part)
                    .isGreaterThanOrEqualTo(FREE);
        }
        assertThat(value(text, "sluice_oldest_wait_seconds")).isPositive();
    }

    private static double oldestWait(String text) {
        return limit(text, "oldest_wait_seconds", "slow");
    }

    private static double limit(String text, String name, String limit) {
        return value(text, "sluice_limit_" + name, "limit=\"" + limit + "\"");
    }

    private static double value(String text, String name, String... labels) {
        return Scrape.value(text, name, labels).orElse(Double.NaN);
    }

    /** Of all lines that begin so. */
    private static double sum(String text, String beginning) {
        return text.lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String scrape(int port) {
        return Scrape.get(port, "/metrics", "Authorization", "Bearer " + TOKEN).body();
    }
}
