package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an owner is told of how its requests stand, and what it gets back. */
class StandingTest extends SchedulerFixture {
    private static final LimitRule ONE_AT_A_TIME =
            new LimitRule(
                    "one", new Scope.Tenant("default"), Map.of(Dimension.CONCURRENT, 1L), 1, false);

    private final Standing standing = new Standing();
    private final Scheduler limited =
            scheduler("a: {base-url: 'http://a'}", false, List.of(ONE_AT_A_TIME));

    @Test
    void whatALimitHoldsBackIsKnownToBe() {
        assertThat(standing.isUntried()).isTrue();
        Work first = offer(1);
        assertThat(standing.isUntried()).isFalse();
        assertThat(standing.isReady()).isTrue();

        limited.pump();
        assertThat(standing.inFlight()).isEqualTo(1);
        assertThat(standing.isReady()).as("nothing waits").isFalse();
        assertThat(standing.isHeldBack()).as("nothing waits").isFalse();

        offer(2);
        offer(3);
        assertThat(standing.isReady()).isTrue();
        limited.pump();
        assertThat(standing.isHeldBack()).isTrue();
        assertThat(standing.isReady()).isFalse();

        limited.finished(first, ANSWERED);
        assertThat(standing.isHeldBack()).as("let out to be tried").isTrue();
        limited.pump();
        assertThat(standing.inFlight()).isEqualTo(1);
        assertThat(standing.isHeldBack()).as("one was sent and the next was tried").isTrue();
    }

    @Test
    void aCallIsCountedForWhoeverOwnsIt() {
        offer(1);
        limited.pump();
        limited.disown(one);
        assertThat(standing.inFlight()).isEqualTo(1);
        Standing next = new Standing();
        Work again =
                new Work(work(two, 1, null).subject(), two, next, null, Past.NONE, Instant.MIN);
        limited.offer(again);

        assertThat(standing.inFlight()).isZero();
        assertThat(next.inFlight()).isEqualTo(1);
        calls.get(0).accept(ANSWERED);
        assertThat(next.inFlight()).isZero();
        assertThat(second).containsExactly(ANSWER);
    }

    @Test
    void whatWaitsIsGivenBackAndForgotten() {
        Work first = offer(1);
        Work held = offer(2);
        Work behind = offer(3);
        limited.pump();

        limited.withdraw(first);
        limited.withdraw(held);
        limited.withdraw(held);

        assertThat(givenBack).as("a call is out for the first").containsExactly(2L);
        assertThat(limited.waiting()).isEqualTo(1);
        limited.finished(first, ANSWERED);
        limited.pump();
        assertThat(sent).containsExactly(1L, 3L);
        limited.finished(behind, ANSWERED);
        offer(2);
        limited.pump();
        assertThat(sent).containsExactly(1L, 3L, 2L);
    }

    @Test
    void whatPausesIsGivenBackToo() {
        Work first = offer(1);
        limited.pump();
        limited.finished(first, again(5));
        assertThat(postponed).hasSize(1);

        limited.withdraw(first);
        now = now.plus(Duration.ofSeconds(10));
        limited.tick();
        limited.pump();

        assertThat(givenBack).containsExactly(1L);
        assertThat(sent).containsExactly(1L);
    }

    @Test
    void whatIsNotSeenYetIsNotGivenBack() {
        limited.withdraw(new Work(work(one, 1, null).subject(), one));

        assertThat(givenBack).isEmpty();
    }

    private Work offer(long offset) {
        Work work =
                new Work(
                        work(one, offset, null).subject(),
                        one,
                        standing,
                        null,
                        Past.NONE,
                        Instant.MIN);
        limited.offer(work);
        return work;
    }
}
