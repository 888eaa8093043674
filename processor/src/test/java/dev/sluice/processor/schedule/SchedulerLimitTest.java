package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.TokenEstimate;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import dev.sluice.v1.Waited;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Limits in the scheduler's hands. The fixture has room for two calls at once. */
class SchedulerLimitTest extends SchedulerFixture {
    private static final String ENDPOINT = "a: {base-url: 'http://a'}";

    @Test
    void aTenantAtItsLimitHoldsUpNobodyElse() {
        Scheduler limited =
                scheduler(
                        ENDPOINT, false, List.of(tenant("slow", Dimension.REQUESTS_PER_MINUTE, 1)));
        now = now.plusSeconds(61);
        offer(limited, 0, "slow", 4, 0);
        offer(limited, 1, "slow", 4, 0);
        offer(limited, 2, "fast", 4, 0);
        offer(limited, 3, "fast", 4, 0);
        answerAll(limited, 3);

        assertThat(sent).containsExactlyInAnyOrder(0L, 2L, 3L);
        assertThat(limited.waiting()).isEqualTo(1);

        now = now.plusSeconds(61);
        limited.tick();
        limited.pump();
        assertThat(sent).endsWith(1L);
        assertThat(waits.get(3).waited())
                .containsExactly(new Waited("tenant:slow", "requests-per-minute", 61_000L));
    }

    @Test
    void aCallThatEndsLetsTheNextOneGo() {
        Scheduler limited =
                scheduler(ENDPOINT, false, List.of(tenant("t", Dimension.CONCURRENT, 1)));
        offer(limited, 0, "t", 4, 0);
        offer(limited, 1, "t", 4, 0);
        limited.pump();
        assertThat(sent).containsExactly(0L);

        now = now.plusMillis(700);
        calls.get(0).accept(ANSWERED);
        limited.pump();
        assertThat(sent).containsExactly(0L, 1L);
        assertThat(waits.get(1).waited())
                .containsExactly(new Waited("tenant:t", "concurrent", 700L));
    }

    @Test
    void whatWasNotSentInTimeGoesAgainAndTakesNothing() {
        Scheduler limited =
                scheduler(
                        ENDPOINT,
                        false,
                        List.of(
                                tenant("t", Dimension.CONCURRENT, 1),
                                tenant("t", Dimension.TOKENS_PER_MINUTE, 6_000)));
        offer(limited, 0, "t", 4_900, 100);
        now = now.plusSeconds(61);
        limited.pump();
        calls.get(0).accept(new CallEnd.Unsent());
        limited.pump();

        assertThat(sent).containsExactly(0L, 0L);
        assertThat(limited.inFlight()).isEqualTo(1);
        calls.get(1).accept(ANSWERED);
        assertThat(first).hasSize(1);
        assertThat(limited.waiting()).isZero();
    }

    @Test
    void whatWaitsForItsTurnSaysSo() {
        offer(scheduler, 0, "t", 4, 0);
        offer(scheduler, 1, "t", 4, 0);
        offer(scheduler, 2, "t", 4, 0);
        scheduler.pump();
        now = now.plusMillis(250);
        calls.get(0).accept(ANSWERED);
        scheduler.pump();

        assertThat(waits.get(0).waited()).isEmpty();
        assertThat(waits.get(2).waited())
                .containsExactly(new Waited("instance", "concurrent", 250L));
    }

    @Test
    void aRequestLargerThanItsLimitEndsAtOnce() {
        Scheduler limited =
                scheduler(
                        ENDPOINT, false, List.of(tenant("t", Dimension.TOKENS_PER_MINUTE, 1_000)));
        offer(limited, 0, "t", 990, 20);
        offer(limited, 1, "t", 100, 20);
        now = now.plusSeconds(30);
        limited.pump();

        assertThat(first)
                .singleElement()
                .satisfies(outcome -> assertThat(text(outcome)).isEqualTo("t"));
        assertThat(sent).containsExactly(1L);
        assertThat(waits.get(0).estimate())
                .hasValueSatisfying(
                        estimate -> {
                            assertThat(estimate.getPromptTokens()).isEqualTo(20);
                            assertThat(estimate.getCompletionTokens()).isEqualTo(100);
                        });
    }

    /** What is usual is 100 tokens here. */
    @Test
    void aRequestThatLeavesItsAnswerOpenGoesWhereTheLimitIsBelowWhatIsUsual() {
        Scheduler limited =
                scheduler(ENDPOINT, false, List.of(tenant("t", Dimension.TOKENS_PER_MINUTE, 60)));
        offer(limited, 0, "t", null, 20);
        offer(limited, 1, "t", null, 61);
        now = now.plusSeconds(61);
        limited.pump();

        assertThat(sent).containsExactly(0L);
        assertThat(waits.get(0).estimate()).contains(new TokenEstimate(20L, 7L));
        assertThat(first)
                .as("its prompt alone is too large")
                .singleElement()
                .satisfies(outcome -> assertThat(text(outcome)).isEqualTo("t"));
    }

    /** Small requests that keep coming must not eat up what is saved for a large one. */
    @Test
    void aLargeRequestIsNotOvertakenForEver() {
        Scheduler limited =
                scheduler(ENDPOINT, false, List.of(endpoint(Dimension.TOKENS_PER_MINUTE, 6_000)));
        offer(limited, 0, "large", 3_000, 100);
        limited.pump();
        int answered = 0;
        for (int second = 1; second <= 40 && !sent.contains(0L); second++) {
            now = now.plusSeconds(1);
            // As much as comes in a second, of a tenant who was not there before.
            offer(limited, second, "small-" + second, 90, 10);
            limited.tick();
            limited.pump();
            while (answered < calls.size()) {
                calls.get(answered++).accept(ANSWERED);
                limited.pump();
            }
        }

        assertThat(sent).contains(0L);
    }

    @Test
    void whatACallDidNotTakeIsForTheNextOne() {
        Scheduler limited =
                scheduler(
                        ENDPOINT, false, List.of(tenant("t", Dimension.TOKENS_PER_MINUTE, 6_000)));
        offer(limited, 0, "t", 4_900, 100);
        offer(limited, 1, "t", 4_900, 100);
        now = now.plusSeconds(61);
        limited.pump();
        assertThat(sent).containsExactly(0L);

        // All but 200 of 5,000 tokens come back.
        Usage usage = new Usage(100L, 100L, 200L, null, null, UsageSource.REPORTED, null);
        calls.get(0).accept(new CallEnd.Final(ANSWER, CallEnd.Sign.WORKS, CallEnd.Spent.of(usage)));
        now = now.plusSeconds(5);
        limited.tick();
        limited.pump();
        assertThat(sent).containsExactly(0L, 1L);
    }

    private void answerAll(Scheduler limited, int count) {
        limited.pump();
        for (int i = 0; i < count; i++) {
            calls.get(i).accept(ANSWERED);
            limited.pump();
        }
    }

    private static String text(Outcome outcome) {
        return new String(outcome.value(), StandardCharsets.UTF_8);
    }

    private static LimitRule tenant(String name, Dimension dimension, long value) {
        return rule(name, new Scope.Tenant(name), dimension, value);
    }

    private static LimitRule endpoint(Dimension dimension, long value) {
        return rule("a", new Scope.Endpoint("a"), dimension, value);
    }

    private void offer(
            Scheduler to, long offset, String tenant, @Nullable Integer maxTokens, long counted) {
        ChatRequest.Builder request = request(offset).setTenant(tenant).setMaxTokens(maxTokens);
        Work work = new Work(subject(request, Instant.EPOCH), one);
        work.counted(counted);
        to.offer(work);
    }
}
