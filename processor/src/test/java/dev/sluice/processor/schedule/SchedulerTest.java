package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final Outcome ANSWER = new Outcome(Outcome.Kind.COMPLETION, new byte[] {1});
    private static final Outcome EXPIRED = new Outcome(Outcome.Kind.FAILURE, new byte[] {2});

    private final List<Long> sent = new ArrayList<>();
    private final List<Consumer<Outcome>> calls = new ArrayList<>();
    private final List<Outcome> first = new ArrayList<>();
    private final List<Outcome> second = new ArrayList<>();
    private final Owner one = (offset, outcome) -> first.add(outcome);
    private final Owner two = (offset, outcome) -> second.add(outcome);
    private Instant now = Instant.ofEpochSecond(1_000);
    private final Scheduler scheduler =
            new Scheduler(
                    () -> now,
                    2,
                    (subject, done) -> {
                        sent.add(subject.position().getOffset());
                        calls.add(done);
                    },
                    subject -> EXPIRED,
                    this::finished);

    private void finished(Work work, Outcome outcome) {
        scheduler.finished(work, outcome);
    }

    @Test
    void sendsInOrderAsFarAsTheBoundAllows() {
        offer(one, 3, 1, 2);
        scheduler.pump();

        assertThat(sent).containsExactly(3L, 1L);
        assertThat(scheduler.inFlight()).isEqualTo(2);
        assertThat(scheduler.waiting()).isEqualTo(1);

        calls.get(0).accept(ANSWER);
        scheduler.pump();

        assertThat(sent).containsExactly(3L, 1L, 2L);
        assertThat(first).containsExactly(ANSWER);
    }

    @Test
    void anAnswerGoesToTheTaskThatCameBackDuringTheCall() {
        offer(one, 7);
        scheduler.pump();
        scheduler.disown(one);
        offer(two, 7);
        scheduler.pump();

        calls.get(0).accept(ANSWER);

        assertThat(sent).containsExactly(7L);
        assertThat(first).isEmpty();
        assertThat(second).containsExactly(ANSWER);
    }

    @Test
    void anAnswerWaitsForTheTaskToComeBack() {
        offer(one, 7);
        scheduler.pump();
        scheduler.disown(one);
        calls.get(0).accept(ANSWER);
        later(Scheduler.UNCLAIMED_TTL.minusMillis(1));

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
        calls.get(0).accept(ANSWER);
        later(Scheduler.UNCLAIMED_TTL);

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
        calls.get(0).accept(ANSWER);
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
        calls.get(0).accept(ANSWER);
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

        calls.get(0).accept(ANSWER);

        assertThat(first).containsExactly(ANSWER);
    }

    private void later(Duration time) {
        now = now.plus(time);
        scheduler.tick();
    }

    private void offer(Owner owner, long... offsets) {
        for (long offset : offsets) {
            scheduler.offer(work(owner, offset, null));
        }
    }

    private static Work work(Owner owner, long offset, @Nullable Instant deadline) {
        ChatRequest request =
                ChatRequest.newBuilder()
                        .setId(Long.toString(offset))
                        .setModel("any")
                        .setMessages(List.<ChatMessage>of())
                        .setDeadline(deadline)
                        .build();
        Position position = new Position("requests", 0, offset);
        return new Work(new Subject(position, request, Instant.EPOCH, Instant.EPOCH), owner);
    }
}
