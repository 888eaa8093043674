package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls that were made in vain. */
class SchedulerRetryTest extends SchedulerFixture {

    @Test
    void whatIsToBeTriedAgainWaitsForItsTimeAndKeepsItsPlace() {
        offer(one, 1, 2, 3);
        scheduler.pump();
        calls.get(0).accept(again(5));
        scheduler.pump();
        assertThat(sent).containsExactly(1L, 2L, 3L);
        assertThat(postponed).containsExactly(tried());
        assertThat(first).isEmpty();
        assertThat(scheduler.waiting()).isEqualTo(1);

        offer(one, 4);
        calls.get(1).accept(ANSWERED);
        calls.get(2).accept(ANSWERED);
        later(Duration.ofSeconds(5));
        scheduler.pump();

        assertThat(sent).containsExactly(1L, 2L, 3L, 1L, 4L);
    }

    @Test
    void whatIsToBeTriedAgainExpiresWhileItWaits() {
        scheduler.offer(work(one, 1, now.plusSeconds(5)));
        scheduler.pump();
        calls.get(0).accept(again(9));
        later(Duration.ofSeconds(5));
        scheduler.pump();

        assertThat(first).containsExactly(EXPIRED);
        assertThat(sent).containsExactly(1L);
    }

    @Test
    void aVainCallIsToldToTheTaskThatComesBackForIt() {
        offer(one, 7);
        scheduler.pump();
        scheduler.disown(one);
        calls.get(0).accept(again(5));
        assertThat(postponed).isEmpty();

        offer(two, 7);
        scheduler.pump();
        assertThat(postponed).containsExactly(tried());
        assertThat(sent).containsExactly(7L);

        later(Duration.ofSeconds(5));
        scheduler.pump();
        assertThat(sent).containsExactly(7L, 7L);
    }

    @Test
    void aRestoredRequestWaitsForItsTime() {
        Work restored =
                new Work(
                        work(one, 1, null).subject(),
                        one,
                        new Standing(),
                        null,
                        tried(),
                        now.plusSeconds(5));
        scheduler.offer(restored);
        later(Duration.ofMillis(4_999));
        scheduler.pump();
        assertThat(sent).isEmpty();

        later(Duration.ofMillis(1));
        scheduler.pump();
        assertThat(sent).containsExactly(1L);
    }

    @Test
    void aClosedTaskTakesWhatItPostponedAlong() {
        offer(one, 1);
        scheduler.pump();
        calls.get(0).accept(again(5));
        scheduler.disown(one);
        later(Duration.ofSeconds(5));
        scheduler.pump();

        assertThat(sent).containsExactly(1L);
        assertThat(scheduler.waiting()).isZero();
    }
}
