package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.Remaining;
import dev.sluice.v1.Waited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The scheduler does as endpoints say, and gives them what they carry. */
class SchedulerReactionTest extends SchedulerFixture {
    private static final int MANY = 100;

    private Scheduler many = of("a: {base-url: 'http://a'}");

    @Test
    void nothingGoesWhereNothingRemainsUntilTheReset() {
        offerMany(0, 1);
        many.pump();
        offerMany(1, 20);
        answer(0, said(0, 30));
        assertThat(sent).containsExactly(0L);
        pass(29_999);
        assertThat(sent).hasSize(1);

        pass(1);
        assertThat(sent).as("one finds out").hasSize(2);
        answer(1, said(5, 30));
        assertThat(sent).as("as many as remain").hasSize(7);
        assertThat(waits.get(6).waited())
                .containsExactly(new Waited("endpoint:a", "closed", 30_000L));
    }

    @Test
    void theLineComesOutSlowlyAfterARefusal() {
        offerMany(0, MANY);
        many.pump();
        assertThat(sent).hasSize(MANY);
        refuseAll(MANY, 5);
        assertThat(sent).hasSize(MANY);

        pass(5_000);
        int answered = MANY;
        for (int round = 1; round <= 32; round *= 2) {
            assertThat(sent).hasSize(answered + round);
            for (int i = 0; i < round; i++) {
                answerOnly(answered++, Sign.WORKS);
            }
            many.pump();
        }
    }

    @Test
    void otherEndpointsGoOn() {
        many = of("a: {base-url: 'http://a'}\nb: {base-url: 'http://b'}");
        offerMany(0, 2);
        many.pump();
        int toA = asked.indexOf("a");
        answer(toA, said(0, 30));
        offerMany(2, 20);
        many.pump();

        assertThat(asked.subList(2, 22)).containsOnly("b");
    }

    @Test
    void noMoreAtOnceThanTheEndpointCarries() {
        many = of("a: {base-url: 'http://a', adaptive-concurrency: {max: 12, initial: 4}}");
        offerMany(0, MANY);
        many.pump();
        assertThat(sent).hasSize(4);
        pass(300);
        answer(0, Sign.WORKS);
        assertThat(many.inFlight()).as("one more for each that went well").isEqualTo(5);
        assertThat(waits.get(4).waited())
                .containsExactly(new Waited("endpoint:a", "adaptive-concurrent", 300L));
        for (int call = 1; call < 40; call++) {
            answer(call, Sign.WORKS);
        }
        assertThat(many.inFlight()).as("its largest").isEqualTo(12);

        answer(40, Sign.STRAINED);
        answer(41, Sign.WORKS);
        answer(42, Sign.WORKS);
        assertThat(many.inFlight()).as("it fell from 12").isEqualTo(10);
    }

    @Test
    void aCallThatCannotBeMadeOrSaysNothingLeavesItsPlace() {
        many = of("a: {base-url: 'http://a', adaptive-concurrency: {max: 2, initial: 2}}");
        offerMany(0, 6);
        many.pump();
        for (int call = 0; call < 6; call++) {
            assertThat(many.inFlight()).isEqualTo(Math.min(2, 6 - call));
            answer(call, Sign.NONE);
        }
        assertThat(many.inFlight()).isZero();
    }

    @Test
    void whoeverWaitsForAPlaceIsNotOvertaken() {
        many = of("a: {base-url: 'http://a', adaptive-concurrency: {max: 1}}");
        offer(0, "b");
        offer(1, "c");
        offer(2, "d");
        many.pump();
        answerOnly(0, Sign.WORKS);
        // By its name it would go before the others, who have had as little.
        offer(3, "a");
        many.pump();

        assertThat(sent).containsExactly(0L, 1L);
    }

    @Test
    void aDeadlineEndsTheWaitForAReset() {
        offerMany(0, 1);
        many.pump();
        answer(0, said(0, 3_600));
        Instant deadline = now.plusSeconds(10);
        many.offer(work(one, 7, deadline));
        pass(10_000);

        assertThat(first).containsExactly(ANSWER, EXPIRED);
    }

    private Scheduler of(String endpoints) {
        return scheduler(endpoints, false, List.of(), MANY);
    }

    private void offerMany(long from, int count) {
        LongStream.range(from, from + count).forEach(offset -> many.offer(work(one, offset, null)));
    }

    private void offer(long offset, String tenant) {
        many.offer(new Work(subject(request(offset).setTenant(tenant), Instant.EPOCH), one));
    }

    private Sign said(int remaining, int seconds) {
        Remaining told =
                new Remaining(
                        Remaining.Unit.REQUESTS, remaining, now.plus(Duration.ofSeconds(seconds)));
        return Sign.WORKS.saying(List.of(told));
    }

    private void refuseAll(int count, int seconds) {
        Sign refused = Sign.paused(Duration.ofSeconds(seconds));
        for (int call = 0; call < count; call++) {
            calls.get(call)
                    .accept(
                            new CallEnd.Again(
                                    tried(),
                                    now.plusSeconds(seconds),
                                    refused,
                                    CallEnd.Spent.NOTHING));
        }
        many.pump();
    }

    private void answer(int call, Sign sign) {
        answerOnly(call, sign);
        many.pump();
    }

    private void answerOnly(int call, Sign sign) {
        calls.get(call).accept(new CallEnd.Final(ANSWER, sign, CallEnd.Spent.UNKNOWN));
    }

    private void pass(int millis) {
        now = now.plusMillis(millis);
        many.tick();
        many.pump();
    }
}
