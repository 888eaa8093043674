package dev.sluice.processor.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.UsageSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A streamed answer gives the completion that a plain one gives. */
@ExtendWith(BackboneExtension.class)
class StreamIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    @Test
    void aStreamGivesWhatAPlainCallGives(Backbone backbone) {
        Topics topics = Topics.create(backbone, "stream", 1);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(EndpointOptions.defaults());
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.stream-usage", "true"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(Publisher.request("plain").build());
            publisher.send(
                    Publisher.request("streamed")
                            .setMessages(Publisher.request("plain").getMessages())
                            .setStream(true)
                            .build());
            publisher.flush();

            outcomes.await(2, PATIENCE);

            assertThat(instance.isAlive()).isTrue();
            assertThat(outcomes.failures()).isEmpty();
            ChatCompletion plain = completion(outcomes, "plain");
            ChatCompletion streamed = completion(outcomes, "streamed");
            assertThat(streamed.getChoices()).isEqualTo(plain.getChoices()).isNotEmpty();
            assertThat(streamed.getUsage()).isEqualTo(plain.getUsage());
            assertThat(streamed.getUsage().getSource()).isEqualTo(UsageSource.REPORTED);
            assertThat(streamed.getModel()).isEqualTo(plain.getModel());
            assertThat(streamed.getExtra()).isEqualTo(plain.getExtra());
            assertThat(streamed.getRaw()).isNull();
            assertThat(plain.getTimings().getFirstTokenAt()).isNull();
            assertThat(streamed.getTimings().getFirstTokenAt())
                    .isBetween(
                            streamed.getTimings().getDispatchedAt(),
                            streamed.getTimings().getAnsweredAt());
        }
    }

    @Test
    void aStreamThatIsCutOffIsAskedForAgain(Backbone backbone) {
        Topics topics = Topics.create(backbone, "cut", 1);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withFaults(
                                FaultScript.parse(
                                        "[{\"times\":1,\"action\":\"reset\",\"at\":\"in_body\"}]"));
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Instance instance =
                        Instance.start(
                                InstanceConfig.of(backbone, topics, endpoint.url())
                                        .with("endpoints.test.stream", "always")
                                        .with("endpoints.test.stream-usage", "false"),
                                folder);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publisher.send(Publisher.request("one").build());
            publisher.flush();

            outcomes.await(1, PATIENCE);

            assertThat(instance.isAlive()).isTrue();
            ChatCompletion completion = outcomes.completions().get(0);
            assertThat(completion.getAttempts())
                    .extracting(Attempt::getReason)
                    .containsExactly(FailureReason.TRUNCATED_STREAM, null);
            assertThat(completion.getAttempts().get(0).getUsage().getSource())
                    .isEqualTo(UsageSource.ESTIMATED);
            assertThat(completion.getUsage().getSource()).isEqualTo(UsageSource.ESTIMATED);
            assertThat(completion.getUsage().getCompletionTokens()).isPositive();
            assertThat(endpoint.stats().requests()).isEqualTo(2);
        }
    }

    private static ChatCompletion completion(Outcomes outcomes, String id) {
        return outcomes.completions().stream()
                .filter(completion -> completion.getId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
