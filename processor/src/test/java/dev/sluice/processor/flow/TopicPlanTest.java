package dev.sluice.processor.flow;

import static dev.sluice.processor.flow.FlowConfigs.MAX_REQUEST;
import static dev.sluice.processor.flow.FlowConfigs.MAX_RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** What follows from the configuration and from the topics that exist. */
class TopicPlanTest {
    private static final int OVERHEAD = 256 * 1024;
    private static final int LARGE = 64 * 1024 * 1024;

    private final SluiceConfig creating = FlowConfigs.creating("x:1");
    private final SluiceConfig checking = FlowConfigs.checking("x:1");

    @Test
    void createsAllThatAreMissing() {
        TopicPlan plan = TopicPlan.of(creating, Map.of());

        int request = MAX_REQUEST + OVERHEAD;
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.create())
                .containsOnly(
                        Map.entry(TopicRole.REQUESTS, topic("requests", request)),
                        Map.entry(TopicRole.FAILURES, topic("failures", request + OVERHEAD)),
                        Map.entry(
                                TopicRole.COMPLETIONS,
                                topic("completions", MAX_RESPONSE + request + OVERHEAD)),
                        Map.entry(
                                TopicRole.CHUNKS,
                                topic("chunks", MAX_RESPONSE + request + OVERHEAD)),
                        Map.entry(TopicRole.LIMITS, limits()),
                        Map.entry(TopicRole.USAGE, usage()),
                        Map.entry(TopicRole.USAGE_DELTAS, deltas()));
        assertThat(plan.chunks()).isTrue();
        assertThat(plan.limits()).isTrue();
        assertThat(plan.sizes().largestOutcomeBytes()).isEqualTo(MAX_RESPONSE + request + OVERHEAD);
    }

    @Test
    void createdTopicsOfOutcomesTakeWhatTheExistingRequestTopicTakes() {
        TopicPlan plan = TopicPlan.of(creating, Map.of(TopicRole.REQUESTS, 5_000_000));

        assertThat(plan.create())
                .containsOnly(
                        Map.entry(TopicRole.FAILURES, topic("failures", 5_000_000 + OVERHEAD)),
                        Map.entry(
                                TopicRole.COMPLETIONS,
                                topic("completions", MAX_RESPONSE + 5_000_000 + OVERHEAD)),
                        Map.entry(
                                TopicRole.CHUNKS,
                                topic("chunks", MAX_RESPONSE + 5_000_000 + OVERHEAD)),
                        Map.entry(TopicRole.LIMITS, limits()),
                        Map.entry(TopicRole.USAGE, usage()),
                        Map.entry(TopicRole.USAGE_DELTAS, deltas()));
    }

    @Test
    void whereUsageIsNotAddedUpItNeedsNoTopics() {
        assertThat(TopicPlan.of(FlowConfigs.withoutUsage(), Map.of()).create())
                .doesNotContainKeys(TopicRole.USAGE, TopicRole.USAGE_DELTAS)
                .hasSize(5);
    }

    @Test
    void theInternalTopicIsMadeWhetherOrNotOthersAre() {
        assertThat(TopicPlan.of(checking, Map.of()).create())
                .containsExactly(Map.entry(TopicRole.USAGE_DELTAS, deltas()));
    }

    @Test
    void reportsAllThatAreMissing() {
        assertThat(TopicPlan.of(checking, Map.of()).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "topics.requests: topic requests does not exist; create it or set topics.create: true",
                        "topics.completions: topic completions does not exist; create it or set topics.create: true",
                        "topics.failures: topic failures does not exist; create it or set topics.create: true",
                        "topics.usage: topic usage does not exist; create it or set topics.create: true");
    }

    @Test
    void acceptsExactlyTheNeededSizes() {
        TopicPlan plan =
                TopicPlan.of(
                        checking,
                        Map.of(
                                TopicRole.REQUESTS, 5_000_000,
                                TopicRole.COMPLETIONS, MAX_RESPONSE + 5_000_000 + OVERHEAD,
                                TopicRole.FAILURES, 5_000_000 + OVERHEAD,
                                TopicRole.USAGE, 1,
                                TopicRole.USAGE_DELTAS, 1));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.create()).isEmpty();
        assertThat(plan.chunks()).as("a topic for chunks, which is no duty").isFalse();
        assertThat(plan.limits()).as("a topic for limits, which is no duty").isFalse();
    }

    @Test
    void takesATopicOfLimitsOfAnySize() {
        TopicPlan plan = TopicPlan.of(creating, Map.of(TopicRole.LIMITS, 1));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.limits()).isTrue();
    }

    @Test
    void refusesOneByteLess() {
        TopicPlan plan =
                TopicPlan.of(
                        creating,
                        Map.of(
                                TopicRole.REQUESTS, 5_000_000,
                                TopicRole.COMPLETIONS, MAX_RESPONSE + 5_000_000 + OVERHEAD - 1,
                                TopicRole.FAILURES, 5_000_000 + OVERHEAD - 1));

        assertThat(plan.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "topics.completions: topic completions has max.message.bytes=13650751 but needs at least"
                                + " 13650752: a completion holds an answer of up to max-response-bytes, and the"
                                + " request's key and metadata",
                        "topics.failures: topic failures has max.message.bytes=5262143 but needs at least 5262144:"
                                + " a failure holds the whole request, and requests takes up to 5000000 bytes");
    }

    @Test
    void anAdmittedRequestCountsWhereItIsLargerThanItsTopicsLimit() {
        TopicPlan plan =
                TopicPlan.of(
                        checking,
                        Map.of(
                                TopicRole.REQUESTS,
                                1_000,
                                TopicRole.COMPLETIONS,
                                LARGE,
                                TopicRole.FAILURES,
                                MAX_REQUEST + OVERHEAD - 1,
                                TopicRole.USAGE,
                                1));

        assertThat(plan.problems()).extracting(Problem::key).containsExactly("topics.failures");
    }

    @Test
    void refusesARequestTopicWhoseOutcomesNoProducerTakes() {
        int most = StreamSettings.MAX_RECORD_BYTES - MAX_RESPONSE - OVERHEAD;

        assertThat(TopicPlan.of(creating, Map.of(TopicRole.REQUESTS, most)).problems()).isEmpty();
        assertThat(TopicPlan.of(creating, Map.of(TopicRole.REQUESTS, most + 1)).problems())
                .singleElement()
                .asString()
                .startsWith(
                        "topics.requests: outcomes may have 67108865 bytes, but at most 67108864 can be written");
    }

    @Test
    void sizesEndWithKafkas() {
        TopicSizes sizes = TopicSizes.forRequestsUpTo(Integer.MAX_VALUE, checking);

        assertThat(sizes.failureBytes()).isEqualTo(Integer.MAX_VALUE);
        assertThat(sizes.completionBytes()).isEqualTo(Integer.MAX_VALUE);
    }

    private static NewTopic limits() {
        return new NewTopic("limits", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
    }

    /** The last version of each row, for as long as rows of days are kept. */
    private static NewTopic usage() {
        return new NewTopic("usage", 3, (short) 1)
                .configs(
                        Map.of(
                                "cleanup.policy",
                                "compact,delete",
                                "retention.ms",
                                Long.toString(Duration.ofDays(400).toMillis())));
    }

    private static NewTopic deltas() {
        return new NewTopic("sluice-usage-deltas", 3, (short) 1)
                .configs(Map.of("cleanup.policy", "delete", "retention.ms", "604800000"));
    }

    private static NewTopic topic(String name, int maxMessageBytes) {
        return new NewTopic(name, 3, (short) 1)
                .configs(Map.of("max.message.bytes", Integer.toString(maxMessageBytes)));
    }
}
