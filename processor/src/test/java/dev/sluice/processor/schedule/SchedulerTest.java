package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.BreakerConfig;
import dev.sluice.processor.config.EndpointConfig;
import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallListener;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.v1.Attempt;
import dev.sluice.v1.ChatMessage;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SchedulerTest {
    private static final Outcome ANSWER = new Outcome(Outcome.Kind.COMPLETION, new byte[] {1});
    private static final CallEnd ANSWERED = new CallEnd.Final(ANSWER, CallEnd.Sign.WORKS);
    private static final Outcome EXPIRED = new Outcome(Outcome.Kind.FAILURE, new byte[] {2});

    private final List<Long> sent = new ArrayList<>();
    private final List<Consumer<CallEnd>> calls = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Outcome> first = new ArrayList<>();
    private final List<Outcome> second = new ArrayList<>();
    private final List<Past> postponed = new ArrayList<>();
    private final Owner one = owner(first);
    private final Owner two = owner(second);
    private Instant now = Instant.ofEpochSecond(1_000);
    private final Scheduler scheduler = scheduler("a: {base-url: 'http://a'}");

    private Scheduler scheduler(String endpoints) {
        Map<String, EndpointConfig> configs = EndpointConfigs.all(endpoints);
        Map<String, BreakerConfig> breakers = new HashMap<>();
        configs.forEach((name, config) -> breakers.put(name, config.breaker()));
        Scheduler[] made = new Scheduler[1];
        made[0] =
                new Scheduler(
                        () -> now,
                        2,
                        (call, listener) -> {
                            sent.add(call.subject().position().getOffset());
                            asked.add(call.target().endpoint());
                            calls.add(listener::ended);
                        },
                        Routes.of(configs.values()),
                        new Targets(new Breakers(breakers, () -> now), () -> now),
                        (subject, past) -> EXPIRED,
                        work -> listener(made[0], work));
        return made[0];
    }

    private static CallListener listener(Scheduler scheduler, Work work) {
        return new CallListener() {
            @Override
            public void chunk(byte[] value) {
                scheduler.chunk(work, value);
            }

            @Override
            public void ended(CallEnd end) {
                scheduler.finished(work, end);
            }
        };
    }

    private Owner owner(List<Outcome> outcomes) {
        return new Owner() {
            @Override
            public void deliver(long offset, Outcome outcome) {
                outcomes.add(outcome);
            }

            @Override
            public void chunk(long offset, byte[] value) {
                throw new AssertionError("no answer comes in pieces here");
            }

            @Override
            public void postpone(long offset, Past past, Instant notBefore) {
                postponed.add(past);
            }
        };
    }

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
        calls.get(0).accept(ANSWERED);
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
        Work restored = new Work(work(one, 1, null).subject(), one, tried(), now.plusSeconds(5));
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

    private CallEnd again(int seconds) {
        return new CallEnd.Again(tried(), now.plusSeconds(seconds), CallEnd.Sign.FAILS);
    }

    private static Past tried() {
        return Past.NONE.and(
                Attempt.newBuilder()
                        .setNumber(1)
                        .setEndpoint("a")
                        .setStartedAt(Instant.EPOCH)
                        .setDurationUs(1)
                        .setReason(FailureReason.SERVER_ERROR)
                        .build());
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
