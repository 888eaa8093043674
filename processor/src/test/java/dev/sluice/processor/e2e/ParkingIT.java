package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Promise 5, where it is hardest: all of a partition is behind one tenant that is held back. */
@ExtendWith(BackboneExtension.class)
class ParkingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int FLOOD = 5_000;
    private static final int BEHIND = 50;
    private static final int LATE = 100;
    private static final int WINDOW = 200;

    /** More than the window and what one poll brings beyond it. */
    private static final int SURPLUS = 1_000;

    /** Long enough for the window to fill up in the meantime. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** So slow that most wait, and so fast that some are answered on the way. */
    private static final int PER_MINUTE = 120;

    @TempDir Path folder;

    @Test
    void whoeverIsBehindATenantThatIsHeldBackPasses(Backbone backbone) {
        Topics topics = Topics.create(backbone, "parking", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            flood(publisher);
            InstanceConfig held =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("pending.window-records", WINDOW);
            InstanceConfig limited =
                    held.with("limits.one.tenant", "flood")
                            .with("limits.one.requests-per-minute", PER_MINUTE)
                            .with("limits.other.tenant", "late")
                            .with("limits.other.requests-per-minute", 1);
            try (Instance instance = Instance.start(limited, folder)) {
                outcomes.awaitUntil(() -> of(outcomes, "behind") == BEHIND, PATIENCE);
                assertThat(of(outcomes, "flood")).isLessThan(FLOOD / 2L);
                outcomes.awaitUntil(() -> outcomes.failures().size() >= LATE - 1, PATIENCE);
                instance.kill();
            }
            assertThat(of(outcomes, "flood")).isLessThan(FLOOD / 2L);
            try (Instance instance = Instance.start(held, folder)) {
                outcomes.await(FLOOD + BEHIND + LATE, PATIENCE).drain(Duration.ofSeconds(3));
                assertThat(instance.isAlive()).isTrue();
            }
            assertThat(outcomes.doubled()).isEmpty();
            // Of those that are late, the one that their limit lets go at once is not, if the
            // instance has come so far by their deadline.
            assertThat(of(outcomes, "late")).isLessThanOrEqualTo(1);
            assertThat(outcomes.completions()).hasSize(FLOOD + BEHIND + (int) of(outcomes, "late"));
            assertThat(outcomes.failures())
                    .hasSize(LATE - (int) of(outcomes, "late"))
                    .extracting(ChatFailure::getReason)
                    .containsOnly(FailureReason.EXPIRED);
            assertThat(outcomes.completions())
                    .filteredOn(completion -> completion.getTenant().equals("flood"))
                    .flatExtracting(ChatCompletion::getWaited)
                    .as("what tells that it was parked")
                    .anySatisfy(
                            waited -> {
                                assertThat(waited.getScope()).isEqualTo("window");
                                assertThat(waited.getDimension()).isEqualTo("parked");
                                assertThat(waited.getDurationMs()).isPositive();
                            });
        }
    }

    /** The window fills up while nothing holds its requests back but the one call that is out. */
    @Test
    void whatFilledTheWindowBeforeItWasHeldBackMakesRoom(Backbone backbone) {
        Topics topics = Topics.create(backbone, "surplus", 1);
        try (SimulatedEndpoint slow =
                        SimulatedEndpoint.start(
                                EndpointOptions.defaults().withLatency(Latency.fixed(SLOW)));
                SimulatedEndpoint quick = SimulatedEndpoint.start(EndpointOptions.defaults());
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(Publisher.request("first").setTenant("flood").build());
            publisher.flush();
            InstanceConfig limited =
                    InstanceConfig.of(backbone, topics, slow.url())
                            .with("pending.window-records", WINDOW)
                            .with("dispatch.max-in-flight", 1)
                            .with("limits.one.tenant", "flood")
                            .with("limits.one.requests-per-minute", 1);
            try (Instance instance = Instance.start(limited, folder)) {
                await().atMost(PATIENCE).until(() -> slow.stats().requests() == 1);
                for (int i = 0; i < SURPLUS; i++) {
                    publisher.send(Publisher.request("more-" + i).setTenant("flood").build());
                }
                publisher.send(Publisher.request("behind").setTenant("behind").build());
                publisher.flush();
                outcomes.awaitUntil(() -> of(outcomes, "behind") == 1, PATIENCE);
                assertThat(of(outcomes, "flood")).isOne();
                instance.stop();
                await().atMost(PATIENCE).until(() -> !instance.isAlive());
            }
            InstanceConfig free =
                    InstanceConfig.of(backbone, topics, quick.url())
                            .with("pending.window-records", WINDOW);
            try (Instance instance = Instance.start(free, folder)) {
                outcomes.await(SURPLUS + 2, PATIENCE).drain(Duration.ofSeconds(1));
                assertThat(instance.isAlive()).isTrue();
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSize(SURPLUS + 2);
        }
    }

    private static void flood(Publisher publisher) {
        for (int i = 0; i < FLOOD; i++) {
            publisher.send(Publisher.request("flood-" + i).setTenant("flood").build());
        }
        Instant soon = Instant.now().plusSeconds(30);
        for (int i = 0; i < LATE; i++) {
            publisher.send(
                    Publisher.request("late-" + i).setTenant("late").setDeadline(soon).build());
        }
        for (int i = 0; i < BEHIND; i++) {
            publisher.send(Publisher.request("behind-" + i).setTenant("behind").build());
        }
        publisher.flush();
    }

    private static long of(Outcomes outcomes, String tenant) {
        return outcomes.completions().stream()
                .filter(completion -> completion.getTenant().equals(tenant))
                .count();
    }
}
