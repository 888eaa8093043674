package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SchedulerTest extends SchedulerFixture {

    @Test
    void sendsInOrderAsFarAsTheBoundAllows() {
        offer(one, 3, 1, 2);
        scheduler.pump();

        assertThat(sent).containsExactly(3L, 1L);
        assertThat(scheduler.inFlight()).isEqualTo(2);
        assertThat(scheduler.waiting()).isEqualTo(1);

        calls.get(0).accept(ANSWERED);
        scheduler.pump();

        assertThat(sent).containsExactly(3L, 1L, 2L);
        assertThat(first).containsExactly(ANSWER);
    }

    @Test
    void tellsSinceWhenTheFirstOfThoseThatWaitHas() {
        assertThat(scheduler.waitingSince()).isEmpty();
        offer(one, 3, 1);
        scheduler.pump();
        assertThat(scheduler.waitingSince()).as("both are out").isEmpty();

        offer(one, 2);
        scheduler.pump();
        assertThat(scheduler.waitingSince()).isPresent();
    }

    @Test
    void anAnswerGoesToTheTaskThatCameBackDuringTheCall() {
        offer(one, 7);
        scheduler.pump();
        scheduler.disown(one);
        offer(two, 7);
        scheduler.pump();

        calls.get(0).accept(ANSWERED);

        assertThat(sent).containsExactly(7L);
        assertThat(first).isEmpty();
        assertThat(second).containsExactly(ANSWER);
    }

    @Test
    void anAnswerWaitsForTheTaskToComeBack() {
        offer(one, 7);
        scheduler.pump();
        scheduler.disown(one);
        calls.get(0).accept(ANSWERED);
        later(UnclaimedAnswers.TTL.minusMillis(1));

        offer(two, 7);
        scheduler.pump();

        assertThat(sent).containsExactly(7L);
        assertThat(second).containsExactly(ANSWER);
    }

    @Test
    void anAnswerThatNobodyClaimsIsDroppedAndTheCallMadeAgain() {
        offer(one, 7);
        scheduler.pump();
        scheduler.disown(one);
        calls.get(0).accept(ANSWERED);
        later(UnclaimedAnswers.TTL);

        offer(two, 7);
        scheduler.pump();

        assertThat(sent).containsExactly(7L, 7L);
        assertThat(second).isEmpty();
    }

    @Test
    void whatAClosedTaskHadWaitingIsNeverSent() {
        offer(one, 1, 2, 3);
        scheduler.disown(one);
        scheduler.pump();

        assertThat(sent).isEmpty();
        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void offeringAgainIsHarmless() {
        Work work = work(one, 1, null);
        scheduler.offer(work);
        scheduler.offer(work);
        scheduler.pump();
        scheduler.offer(work);
        scheduler.pump();
        calls.get(0).accept(ANSWERED);
        scheduler.offer(work);
        scheduler.pump();

        assertThat(sent).containsExactly(1L);
        assertThat(first).containsExactly(ANSWER);
    }

    @Test
    void whatWaitsBeyondItsDeadlineExpiresAndIsNotSent() {
        offer(one, 1, 2);
        scheduler.pump();
        scheduler.offer(work(one, 3, now.plusSeconds(5)));
        scheduler.pump();
        later(Duration.ofMillis(4_999));
        assertThat(first).isEmpty();

        later(Duration.ofMillis(1));
        calls.get(0).accept(ANSWERED);
        scheduler.pump();

        assertThat(first).containsExactly(EXPIRED, ANSWER);
        assertThat(sent).containsExactly(1L, 2L);
    }

    @Test
    void aDeadlineThatPassedUnnoticedIsNoticedBeforeSending() {
        scheduler.offer(work(one, 1, now));
        scheduler.pump();

        assertThat(first).containsExactly(EXPIRED);
        assertThat(sent).isEmpty();
    }

    @Test
    void theDeadlineOfWhatIsSentIsMindedByItsCall() {
        scheduler.offer(work(one, 1, now.plusSeconds(5)));
        scheduler.pump();
        later(Duration.ofSeconds(10));
        assertThat(first).isEmpty();

        calls.get(0).accept(ANSWERED);

        assertThat(first).containsExactly(ANSWER);
    }
}
