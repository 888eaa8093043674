package dev.sluice.processor.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localstack.endpoint.EndpointOptions;
import dev.sluice.localstack.endpoint.Latency;
import dev.sluice.localstack.endpoint.ReceivedRequest;
import dev.sluice.localstack.endpoint.SimulatedEndpoint;
import dev.sluice.processor.support.Backbone;
import dev.sluice.processor.support.BackboneExtension;
import dev.sluice.processor.support.Instance;
import dev.sluice.processor.support.InstanceConfig;
import dev.sluice.processor.support.Outcomes;
import dev.sluice.processor.support.Publisher;
import dev.sluice.processor.support.TokenRecord;
import dev.sluice.processor.support.Topics;
import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.TokenEstimate;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several instances keep to one limit of tokens together, as the endpoint sees it and as far as tokens can be told before. */
@ExtendWith(BackboneExtension.class)
class TokenLimitIT {
    private static final Logger LOG = LoggerFactory.getLogger(TokenLimitIT.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How long to send for. Only after more than a minute has the endpoint seen all that a limit allows. */
    private static final int SECONDS = Integer.getInteger("sluice.test.limit-seconds", 8);

    private static final long PER_SECOND = 1_000;

    /** What a request of these takes with its answer is about a hundred tokens. */
    private static final int REQUESTS = (int) (SECONDS * PER_SECOND / 100);

    private static final int OPEN = 2;

    /** More than there are requests: a call is made again where its partition moves while instances start. */
    private static final int RECORDED = 10 * (REQUESTS + OPEN);

    private static final Pattern USER = Pattern.compile("\"user\":\"([^\"]+)\"");

    @TempDir Path folder;

    @Test
    void overshootIsNoMoreThanTheErrorOfTheEstimates(Backbone backbone) {
        Topics topics = Topics.create(backbone, "tokens", 6);
        EndpointOptions options =
                EndpointOptions.defaults()
                        .withLatency(Latency.fixed(Duration.ofMillis(250)))
                        .withWords(new EndpointOptions.Words(4, 90))
                        .withRecorded(RECORDED);
        try (SimulatedEndpoint endpoint = SimulatedEndpoint.start(options);
                Publisher publisher = new Publisher(backbone, topics);
                Outcomes outcomes = new Outcomes(backbone, topics)) {
            publish(publisher);
            InstanceConfig config =
                    InstanceConfig.of(backbone, topics, endpoint.url())
                            .with("limits.all.endpoint", "test")
                            .with("limits.all.tokens-per-minute", 60 * PER_SECOND)
                            .with("limits.small.tenant", "open")
                            .with("limits.small.tokens-per-minute", 500);
            try (Instance one = Instance.start(config, folder.resolve("one"));
                    Instance two = Instance.start(config, folder.resolve("two"));
                    Instance three = Instance.start(config, folder.resolve("three"))) {
                outcomes.await(REQUESTS + OPEN + 1, PATIENCE.plus(Duration.ofSeconds(2L * SECONDS)))
                        .drain(Duration.ofSeconds(1));
                assertThat(one.isAlive() && two.isAlive() && three.isAlive()).isTrue();
            }
            assertThat(outcomes.doubled()).isEmpty();
            assertThat(outcomes.completions()).hasSize(REQUESTS + OPEN);
            assertThat(outcomes.completions())
                    .as("those whose limit is less than what is taken for an answer at first")
                    .filteredOn(completion -> completion.getTenant().equals("open"))
                    .hasSize(OPEN);
            assertThat(outcomes.failures()).singleElement().satisfies(TokenLimitIT::isTooLarge);
            check(record(endpoint, outcomes.completions()), endpoint);
        }
    }

    private static void check(TokenRecord record, SimulatedEndpoint endpoint) {
        TokenRecord.Window minute = record.fullest(Duration.ofMinutes(1));
        LOG.info(
                "{} calls, {} tokens in {} s; the fullest minute {} ({} by the endpoint) of {}, taken for {}; {}",
                record.size(),
                record.tokens(),
                record.seconds(),
                minute.tokens(),
                endpoint.stats().peakTokensPerMinute(),
                60 * PER_SECOND,
                minute.estimated(),
                record.errors());
        assertThat(record.overshoots(Duration.ofMinutes(1), 60 * PER_SECOND)).isEmpty();
        // What is given is of use for a second, so that as much may come late and all together, on
        // a busy machine a little more. The first of a pause is paid for afterwards.
        long most = PER_SECOND * (3 + 2) + record.largestEstimate();
        assertThat(record.overshoots(Duration.ofSeconds(3), most)).isEmpty();
    }

    private static void publish(Publisher publisher) {
        publisher.send(
                request("sly", "sly", 0).setMaxTokens(1).setMaxCompletionTokens(100_000).build());
        for (int i = 0; i < OPEN; i++) {
            publisher.send(request("open-" + i, "open", 0).build());
        }
        Random random = new Random(1);
        for (int i = 0; i < REQUESTS; i++) {
            ChatRequest.Builder request = request("r-" + i, "t-" + i % 2, random.nextInt(20));
            publisher.send(i % 4 == 0 ? request.setMaxTokens(200).build() : request.build());
        }
        publisher.flush();
    }

    private static ChatRequest.Builder request(String id, String tenant, int phrases) {
        return Publisher.request(id + " and what it takes".repeat(phrases))
                .setId(id)
                .setTenant(tenant)
                .setUser(id)
                .setMaxTokens(null);
    }

    private static void isTooLarge(ChatFailure failure) {
        assertThat(failure.getId()).isEqualTo("sly");
        assertThat(failure.getReason()).isEqualTo(FailureReason.TOO_LARGE_FOR_LIMIT);
        assertThat(failure.getMessage()).contains("the limit all");
        assertThat(failure.getAttempts()).isEmpty();
    }

    /** Each call that the endpoint saw, those that were made again too, and what it reported for the request. */
    private static TokenRecord record(
            SimulatedEndpoint endpoint, List<ChatCompletion> completions) {
        Map<String, ChatCompletion> answers = new HashMap<>();
        completions.forEach(completion -> answers.put(completion.getId(), completion));
        List<TokenRecord.Call> calls = new ArrayList<>();
        for (ReceivedRequest request : endpoint.requests()) {
            Matcher user = USER.matcher(request.body());
            assertThat(user.find()).isTrue();
            ChatCompletion completion = requireNonNull(answers.get(user.group(1)));
            calls.add(
                    new TokenRecord.Call(
                            request.arrivedMillis(), tokens(completion), estimate(completion)));
        }
        return new TokenRecord(calls);
    }

    private static long tokens(ChatCompletion completion) {
        Usage usage = requireNonNull(completion.getUsage());
        assertThat(usage.getSource()).isEqualTo(UsageSource.REPORTED);
        return requireNonNull(usage.getTotalTokens());
    }

    private static long estimate(ChatCompletion completion) {
        TokenEstimate estimate = requireNonNull(completion.getEstimate());
        return estimate.getPromptTokens() + estimate.getCompletionTokens();
    }
}
