package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits that change while requests wait. The fixture has room for two calls at once. */
class LimitChangesTest extends SchedulerFixture {
    private static final String ENDPOINT = "a: {base-url: 'http://a'}";
    private static final Scope ALL = new Scope.Endpoint("a");

    @Test
    void aRaisedLimitLetsItsLineGoAtOnce() {
        Scheduler limited = limited(rule("one", ALL, Dimension.CONCURRENT, 1));
        offerOfTenants(limited, "u", "v", "w");
        assertThat(sent).containsExactly(0L);

        change(limited, rule("one", ALL, Dimension.CONCURRENT, 2));

        assertThat(sent).containsExactly(0L, 1L);
    }

    @Test
    void aRaisedRateIsNotWaitedForByTheOldOne() {
        Scheduler limited = limited(rule("slow", ALL, Dimension.REQUESTS_PER_MINUTE, 1));
        offerOfTenants(limited, "u", "v");
        change(limited, rule("slow", ALL, Dimension.REQUESTS_PER_MINUTE, 600));

        for (int i = 0; i < 2; i++) {
            later(Duration.ofMillis(300));
            limited.tick();
            limited.pump();
        }

        assertThat(sent).containsExactly(0L, 1L);
    }

    @Test
    void aLimitThatIsNoMoreHoldsNobody() {
        Scheduler limited = limited(rule("one", ALL, Dimension.CONCURRENT, 1));
        offerOfTenants(limited, "u", "v", "w", "x", "y");

        change(limited);
        assertThat(sent).containsExactly(0L, 1L);

        answerAll(limited, 5);
        assertThat(sent).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void whoeverWaitsMovesToALimitThatTakesThePlace() {
        Scheduler limited = limited(rule("old", ALL, Dimension.CONCURRENT, 1));
        offerOfTenants(limited, "u", "v", "w");

        change(limited, rule("new", ALL, Dimension.CONCURRENT, 1));
        assertThat(sent).containsExactly(0L);

        answerAll(limited, 3);
        assertThat(sent).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aLimitThatIsMadeAShadowHoldsNobody() {
        Scheduler limited = limited(rule("one", ALL, Dimension.CONCURRENT, 1));
        offerOfTenants(limited, "u", "v");

        change(limited, new LimitRule("one", ALL, Map.of(Dimension.CONCURRENT, 1L), 1, true));

        assertThat(sent).containsExactly(0L, 1L);
    }

    @Test
    void aTenantsOwnLimitCountsInPlaceOfThatForEach() {
        LimitRule each = rule("each", new Scope.Tenant(Scope.EACH), Dimension.CONCURRENT, 1);
        Scheduler limited = limited(each);
        offerOfTenants(limited, "u", "u");
        assertThat(sent).containsExactly(0L);

        change(limited, each, rule("own", new Scope.Tenant("u"), Dimension.CONCURRENT, 2));

        assertThat(sent).containsExactly(0L, 1L);
    }

    @Test
    void whatIsTooLargeForALoweredLimitEnds() {
        Scheduler limited = limited(rule("few", ALL, Dimension.TOKENS_PER_MINUTE, 10_000));
        offer(limited, 0, "u", 400, "");
        limited.pump();
        assertThat(first).isEmpty();

        change(limited, rule("few", ALL, Dimension.TOKENS_PER_MINUTE, 300));

        assertThat(first).singleElement().satisfies(outcome -> isOf("few", outcome));
        assertThat(sent).isEmpty();
    }

    @Test
    void whatWaitedUncountedIsCountedByALimitOfTokensThatComes() {
        LimitRule one = rule("one", ALL, Dimension.CONCURRENT, 1);
        Scheduler limited = limited(one);
        offer(limited, 0, "u", 1, "");
        offer(limited, 1, "u", 1, "four".repeat(500));
        offer(limited, 2, "u", 1, "");
        limited.pump();
        assertThat(waits.get(0).estimate()).as("while no limit counts tokens").isEmpty();

        change(limited, one, rule("few", ALL, Dimension.TOKENS_PER_MINUTE, 300));
        calls.get(0).accept(ANSWERED);
        later(Duration.ofMinutes(1));
        limited.tick();
        limited.pump();

        assertThat(first.get(1)).satisfies(outcome -> isOf("few", outcome));
        assertThat(sent).containsExactly(0L, 2L);
        assertThat(waits.get(1).estimate())
                .hasValueSatisfying(
                        estimate -> assertThat(estimate.getPromptTokens()).isBetween(3L, 10L));

        change(limited, one);
        offer(limited, 3, "u", 1, "");
        calls.get(1).accept(ANSWERED);
        limited.pump();
        assertThat(waits.get(2).estimate()).as("when it is gone").isEmpty();
    }

    private Scheduler limited(LimitRule limit) {
        return scheduler(ENDPOINT, false, List.of(limit));
    }

    private void offerOfTenants(Scheduler to, String... tenants) {
        for (int i = 0; i < tenants.length; i++) {
            offer(to, i, tenants[i], 1, "");
        }
        to.pump();
    }

    private void answerAll(Scheduler limited, int count) {
        for (int i = 0; i < count; i++) {
            calls.get(i).accept(ANSWERED);
            limited.pump();
        }
    }

    private static void isOf(String limit, Outcome outcome) {
        assertThat(new String(outcome.value(), StandardCharsets.UTF_8)).isEqualTo(limit);
    }

    private void offer(Scheduler to, long offset, String tenant, int maxTokens, String text) {
        ChatMessage message = ChatMessage.newBuilder().setRole("user").setContent(text).build();
        ChatRequest.Builder request =
                request(offset)
                        .setTenant(tenant)
                        .setMaxTokens(maxTokens)
                        .setMessages(List.of(message));
        to.offer(new Work(subject(request, Instant.EPOCH), one));
    }
}
