package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Limits, as the endpoint sees them. */
@ExtendWith(BackboneExtension.class)
class LimitIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int PER_SECOND = 20;

    /** Without a limit nearly all would come in one second. The first calls may be late together, on a cold start. */
    private static final long AT_MOST = 2L * PER_SECOND;

    private static final int CONCURRENT = 3;
    private static final int FREE = 100;
    private static final int HELD = 20;

    @TempDir Path folder;

    @Test
    void requestsGoEvenlyAndNoFasterThanTheLimit(Backbone backbone) {
        Topics topics = Topics.create(backbone, "rate", 2);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(FREE);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("limits.all.endpoint", "test")
                            .with("limits.all.requests-per-minute", 60 * PER_SECOND);
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.await(FREE, PATIENCE);
                assertThat(instance.isAlive()).isTrue();
            }
            assertThat(endpoint.stats().requests()).isEqualTo(FREE);
            assertThat(endpoint.stats().perSecond().values())
                    .as("requests in each second")
                    .allSatisfy(requests -> assertThat(requests).isLessThanOrEqualTo(AT_MOST));
            toldWhatTheyWaitedFor(outcomes.completions(), "requests-per-minute");
        }
    }

    @Test
    void oneTenantsLimitIsItsOwn(Backbone backbone) {
        Topics topics = Topics.create(backbone, "limits", 2);
        EndpointOptions options =
                EndpointOptions.defaults().withLatency(Latency.fixed(Duration.ofMillis(50)));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            for (int i = 0; i < HELD; i++) {
                publisher.send(Publisher.request("held-" + i).setTenant("held").build());
            }
            publisher.send(Publisher.request("large").setTenant("small").setMaxTokens(900).build());
            publisher.sendMany(FREE);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("limits.all.endpoint", "test")
                            .with("limits.all.concurrent", CONCURRENT)
                            .with("limits.one.tenant", "held")
                            .with("limits.one.requests-per-minute", 2)
                            .with("limits.few.tenant", "small")
                            .with("limits.few.tokens-per-minute", 800);
            try (Instance instance = Instance.start(config, folder)) {
                outcomes.awaitUntil(() -> of(outcomes, "default").size() == FREE, PATIENCE);
                assertThat(instance.isAlive()).isTrue();
            }
            assertThat(of(outcomes, "held")).as("the tenant with a limit").hasSizeLessThan(3);
            assertThat(endpoint.stats().peakConcurrency()).isEqualTo(CONCURRENT);
            toldWhatTheyWaitedFor(of(outcomes, "default"), "concurrent");
            assertThat(outcomes.failures()).singleElement().satisfies(LimitIT::isTooLarge);
        }
    }

    private static void isTooLarge(ChatFailure failure) {
        assertThat(failure.getId()).isEqualTo("large");
        assertThat(failure.getReason()).isEqualTo(FailureReason.TOO_LARGE_FOR_LIMIT);
        assertThat(failure.getMessage()).contains("the limit few");
        assertThat(failure.getEstimate().getCompletionTokens()).isEqualTo(900);
        assertThat(failure.getAttempts()).isEmpty();
    }

    private static void toldWhatTheyWaitedFor(List<ChatCompletion> completions, String dimension) {
        assertThat(completions)
                .flatExtracting(ChatCompletion::getWaited)
                .anySatisfy(
                        waited -> {
                            assertThat(waited.getScope()).isEqualTo("endpoint:test");
                            assertThat(waited.getDimension()).isEqualTo(dimension);
                            assertThat(waited.getDurationMs()).isPositive();
                        });
    }

    private static List<ChatCompletion> of(Outcomes outcomes, String tenant) {
        return outcomes.completions().stream()
                .filter(completion -> completion.getTenant().equals(tenant))
                .toList();
    }
}
