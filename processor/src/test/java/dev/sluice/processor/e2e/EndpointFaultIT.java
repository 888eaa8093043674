package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.Ports;
import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.localstack.endpoint.fault.FaultScript;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** However an endpoint fails, the request ends as one failure that says how, and its neighbours are answered. */
@ExtendWith(BackboneExtension.class)
class EndpointFaultIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir Path folder;

    /**
     * One way to fail.
     *
     * @param action of the endpoint's fault script, without braces
     * @param status that the attempt must record
     */
    private record Fault(
            String name,
            String action,
            FailureReason reason,
            BilledTo billedTo,
            @Nullable Integer status) {}

    private static Fault broken(String name, String action, FailureReason reason) {
        return new Fault(name, action, reason, BilledTo.OPERATOR, null);
    }

    private static Fault in200(String name, String action, FailureReason reason) {
        return new Fault(name, action, reason, BilledTo.OPERATOR, 200);
    }

    private static Fault refused(String name, int status, String code, FailureReason reason) {
        String action =
                "\"action\":\"status\",\"status\":%d,\"body\":{\"error\":{\"message\":\"no\",\"code\":\"%s\"}}"
                        .formatted(status, code);
        return new Fault(name, action, reason, BilledTo.NOBODY, status);
    }

    private static final List<Fault> FAULTS =
            List.of(
                    refused("status 500", 500, "server_error", FailureReason.SERVER_ERROR),
                    refused("status 503", 503, "overloaded", FailureReason.SERVER_ERROR),
                    refused("status 401", 401, "invalid_api_key", FailureReason.AUTHENTICATION),
                    refused("status 403", 403, "forbidden", FailureReason.AUTHENTICATION),
                    refused("status 404", 404, "model_not_found", FailureReason.UNKNOWN_MODEL),
                    refused("other 404", 404, "unknown_url", FailureReason.REJECTED),
                    refused("status 408", 408, "timeout", FailureReason.TIMEOUT),
                    refused("status 429", 429, "rate_limit_exceeded", FailureReason.RATE_LIMITED),
                    refused("no quota", 429, "insufficient_quota", FailureReason.QUOTA_EXHAUSTED),
                    refused(
                            "too long",
                            400,
                            "context_length_exceeded",
                            FailureReason.CONTEXT_LENGTH),
                    refused("filtered", 400, "content_filter", FailureReason.CONTENT_FILTER),
                    refused("status 400", 400, "invalid_value", FailureReason.REJECTED),
                    in200("html", "\"action\":\"html\"", FailureReason.MALFORMED_RESPONSE),
                    in200("broken", "\"action\":\"broken_json\"", FailureReason.MALFORMED_RESPONSE),
                    in200("nothing", "\"action\":\"empty_body\"", FailureReason.MALFORMED_RESPONSE),
                    in200("truncated", "\"action\":\"truncate\"", FailureReason.MALFORMED_RESPONSE),
                    in200("error", "\"action\":\"error_in_200\"", FailureReason.SERVER_ERROR),
                    in200(
                            "large",
                            "\"action\":\"status\",\"status\":200,\"body\":\"%s\""
                                    .formatted("x".repeat(100_000)),
                            FailureReason.RESPONSE_TOO_LARGE),
                    broken("hang", "\"action\":\"hang\"", FailureReason.TIMEOUT),
                    in200(
                            "drip",
                            "\"action\":\"drip\",\"pieces\":100,\"ms\":200",
                            FailureReason.TIMEOUT),
                    broken("reset", "\"action\":\"reset\"", FailureReason.CONNECTION),
                    broken(
                            "reset in headers",
                            "\"action\":\"reset\",\"at\":\"in_headers\"",
                            FailureReason.CONNECTION),
                    in200(
                            "reset in body",
                            "\"action\":\"reset\",\"at\":\"in_body\"",
                            FailureReason.CONNECTION));

    @Test
    void eachFaultEndsItsOwnRequestOnly(Backbone backbone) {
        Topics topics = Topics.create(backbone, "faults", 1);
        EndpointOptions options = EndpointOptions.defaults().withFaults(script());
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .withoutRetries()
                                        .with("endpoints.test.timeout", "3s")
                                        .with("endpoints.test.max-response-bytes", "32KiB"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            for (Fault fault : FAULTS) {
                publisher.send(Publisher.request("beside " + fault.name()).build());
                publisher.send(Publisher.request(id(fault)).build());
            }
            publisher.flush();
            outcomes.await(2 * FAULTS.size(), PATIENCE);
            // The instance runs by now, so that its deadline passes during the call and not before.
            publisher.send(
                    Publisher.request(id("hang"))
                            .setDeadline(Instant.now().plusSeconds(2))
                            .setTenant("hurried")
                            .build());
            publisher.flush();
            outcomes.await(2 * FAULTS.size() + 1, PATIENCE);
            publisher.send(Publisher.request("afterwards").build());
            publisher.flush();
            outcomes.await(2 * FAULTS.size() + 2, PATIENCE).drain(Duration.ofSeconds(1));

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions())
                    .extracting(ChatCompletion::getId)
                    .hasSize(FAULTS.size() + 1)
                    .allMatch(id -> id.startsWith("beside ") || id.equals("afterwards"));
            for (Fault fault : FAULTS) {
                says(failure(outcomes, "default", id(fault)), fault);
            }
            expiredDuringItsCall(failure(outcomes, "hurried", id("hang")));
            // A call that was given up holds no connection, and so no place at the endpoint.
            Awaitility.await().atMost(PATIENCE).until(() -> endpoint.stats().inFlight() == 0);
            assertThat(endpoint.stats().requests()).isEqualTo(2 * FAULTS.size() + 2);
        }
    }

    @Test
    void anEndpointThatIsDownFailsWhatIsSentToItUntilItIsBack(Backbone backbone)
            throws IOException {
        Topics topics = Topics.create(backbone, "down", 1);
        int port = freePort();
        try (Instance instance =
                        Instance.start(
                                InstanceConfig.of(
                                                backbone,
                                                topics,
                                                "http://" + Ports.LOOPBACK + ":" + port)
                                        .withoutRetries(),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(20);
            outcomes.await(20, PATIENCE);
            assertThat(outcomes.failures())
                    .hasSize(20)
                    .allSatisfy(
                            failure ->
                                    says(
                                            failure,
                                            new Fault(
                                                    "down",
                                                    "",
                                                    FailureReason.CONNECTION,
                                                    BilledTo.NOBODY,
                                                    null)));
            try (SimulatedEndpoint endpoint =
                    SimulatedEndpoint.start(EndpointOptions.defaults().withPort(port))) {
                publisher.send(Publisher.request("afterwards").build());
                publisher.flush();
                outcomes.await(21, PATIENCE);
                assertThat(outcomes.completions())
                        .extracting(ChatCompletion::getId)
                        .containsExactly("afterwards");
                assertThat(endpoint.stats().requests()).isEqualTo(1);
            }
            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.doubled()).isEmpty();
        }
    }

    private static void says(ChatFailure failure, Fault fault) {
        assertThat(failure.getReason())
                .as("%s: %s", fault.name(), failure.getMessage())
                .isEqualTo(fault.reason());
        assertThat(failure.getRequest()).as(fault.name()).isNotNull();
        assertThat(failure.getRaw()).as(fault.name()).isNull();
        assertThat(failure.getEndpoint()).as(fault.name()).isEqualTo("test");
        assertThat(failure.getAttempts()).as(fault.name()).hasSize(1);
        Attempt attempt = failure.getAttempts().get(0);
        assertThat(attempt.getReason()).as(fault.name()).isEqualTo(fault.reason());
        assertThat(attempt.getBilledTo()).as(fault.name()).isEqualTo(fault.billedTo());
        assertThat(attempt.getStatus()).as(fault.name()).isEqualTo(fault.status());
        assertThat(attempt.getUsage()).as(fault.name()).isNull();
    }

    private static void expiredDuringItsCall(ChatFailure failure) {
        assertThat(failure.getReason()).isEqualTo(FailureReason.EXPIRED);
        assertThat(failure.getLastCause()).isEqualTo(FailureReason.TIMEOUT);
        assertThat(failure.getAttempts()).hasSize(1);
        assertThat(failure.getAttempts().get(0).getBilledTo()).isEqualTo(BilledTo.OPERATOR);
    }

    private static ChatFailure failure(Outcomes outcomes, String tenant, String id) {
        return outcomes.failures().stream()
                .filter(failure -> id.equals(failure.getId()))
                .filter(failure -> tenant.equals(failure.getTenant()))
                .findFirst()
                .orElseThrow();
    }

    private static FaultScript script() {
        return FaultScript.parse(
                FAULTS.stream()
                        .map(
                                fault ->
                                        "{\"contains\":\"Say %s\",%s}"
                                                .formatted(id(fault), fault.action()))
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String id(Fault fault) {
        return id(fault.name());
    }

    /** No id may begin like another one: the script looks for them in the text. */
    private static String id(String name) {
        return "<" + name + ">";
    }

    private static int freePort() throws IOException {
        try (ServerSocketChannel channel = Ports.listen(Ports.ANY)) {
            return Ports.of(channel);
        }
    }
}
