package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.BilledTo;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.Cost;
import dev.sluice.v1.UsageSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(BackboneExtension.class)
class MainJobIT {
    @TempDir Path folder;

    @Test
    void everyRequestIsAnsweredOnceWithItsUsage(Backbone backbone) {
        Topics topics = Topics.create(backbone, "main-job", 3);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("prices.new-year.endpoint", "test")
                                        .with("prices.new-year.valid-from", "2020-01-01")
                                        .with("prices.new-year.currency", "USD")
                                        .with("prices.new-year.input-per-million", "0.15")
                                        .with("prices.new-year.output-per-million", "0.60"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.sendMany(200);

            outcomes.await(200, Duration.ofSeconds(60)).drain(Duration.ofSeconds(1));

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.failures()).isEmpty();
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSize(200).allSatisfy(MainJobIT::isWhole);
            assertThat(endpoint.stats().requests()).isEqualTo(200);
            assertThat(outcomes.completions())
                    .extracting(completion -> completion.getUsage().getCompletionTokens())
                    .satisfies(
                            tokens ->
                                    assertThat(tokens.stream().mapToLong(Long::longValue).sum())
                                            .isEqualTo(endpoint.stats().completionTokens()));
            for (ConsumerRecord<byte[], byte[]> record : outcomes.records()) {
                assertThat(record.headers().lastHeader("sluice-forwarded-at").value()).hasSize(8);
            }
        }
    }

    private static void isWhole(ChatCompletion completion) {
        assertThat(completion.getTenant()).isEqualTo("default");
        assertThat(completion.getEndpoint()).isEqualTo("test");
        assertThat(completion.getModel()).isEqualTo("small-chat");
        assertThat(completion.getChoices()).hasSize(1);
        assertThat(completion.getUsage().getSource()).isEqualTo(UsageSource.REPORTED);
        assertThat(completion.getUsage().getTotalTokens())
                .isEqualTo(
                        completion.getUsage().getPromptTokens()
                                + completion.getUsage().getCompletionTokens());
        assertThat(completion.getCost())
                .isEqualTo(
                        new Cost(
                                BigDecimal.valueOf(
                                                15 * completion.getUsage().getPromptTokens()
                                                        + 60
                                                                * completion
                                                                        .getUsage()
                                                                        .getCompletionTokens(),
                                                8)
                                        .setScale(12),
                                "USD",
                                "new-year@2020-01-01T00:00:00Z"));
        assertThat(completion.getAttempts()).hasSize(1);
        assertThat(completion.getAttempts().get(0).getStatus()).isEqualTo(200);
        assertThat(completion.getAttempts().get(0).getBilledTo()).isEqualTo(BilledTo.TENANT);
        Instant dispatched = completion.getTimings().getDispatchedAt();
        assertThat(completion.getTimings().getAdmittedAt()).isBeforeOrEqualTo(dispatched);
        assertThat(completion.getTimings().getAnsweredAt()).isAfter(dispatched);
    }

    @Test
    void keysAndHeadersComeBack(Backbone backbone) {
        Topics topics = Topics.create(backbone, "keys", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url()), folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(
                    "key-1".getBytes(StandardCharsets.UTF_8),
                    publisher.encode(Publisher.request("a").build()));
            publisher.send(null, publisher.encode(Publisher.request("b").build()));

            outcomes.await(2, Duration.ofSeconds(60));

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.records())
                    .extracting(
                            record ->
                                    record.key() == null
                                            ? null
                                            : new String(record.key(), StandardCharsets.UTF_8))
                    .containsExactlyInAnyOrder("key-1", null);
        }
    }
}
