package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.v1.Priority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who goes first. The fixture has room for two calls. A tenant's weight is the digit that its name ends with. */
class FairnessTest extends SchedulerFixture {
    private final Map<Long, String> tenants = new HashMap<>();
    private long nextOffset;
    private int answered;

    @Test
    void aTenantWithAThousandWaitingDoesNotHoldUpOneWithOne() {
        requests("big", 1_000, Priority.NORMAL);
        answer(10);
        requests("small", 1, Priority.NORMAL);
        answer(1);

        assertThat(sentTenants()).endsWith("small");
    }

    /** The line is empty each time that the last one in it is let out to be tried. */
    @Test
    void whoComesLaterToALimitThatOpensForOneAtATimeHasItsTurns() {
        LimitRule one =
                new LimitRule(
                        "one", new Scope.Endpoint("a"), Map.of(Dimension.CONCURRENT, 1L), 1, false);
        Scheduler limited = scheduler("a: {base-url: 'http://a'}", false, List.of(one));
        IntStream.range(0, 50).forEach(i -> limited.offer(work("big", null, null)));
        limited.pump();
        answer(limited, 5);
        IntStream.range(0, 5).forEach(i -> limited.offer(work("small", null, null)));
        int before = sent.size();
        answer(limited, 10);

        assertThat(sentTenants().subList(before, sent.size()))
                .filteredOn("small"::equals)
                .hasSize(5);
    }

    @Test
    void tenantsAreSentByWeightAtEveryMoment() {
        requests("a1", 300, Priority.NORMAL);
        requests("b3", 300, Priority.NORMAL);
        requests("c6", 300, Priority.NORMAL);

        for (int ten = 1; ten <= 30; ten++) {
            answer(10);
            // Exact to a request for each.
            Map<String, Long> had = had();
            assertThat(had.get("a1")).isBetween(ten - 1L, ten + 2L);
            assertThat(had.get("b3")).isBetween(3L * ten - 2, 3L * ten + 2);
            assertThat(had.get("c6")).isBetween(6L * ten - 2, 6L * ten + 3);
        }
    }

    @Test
    void whoWantedNothingHasSavedNothingUp() {
        requests("early", 500, Priority.NORMAL);
        answer(300);
        requests("late", 500, Priority.NORMAL);
        int before = sent.size();
        answer(100);

        assertThat(
                        sentTenants().subList(before, sent.size()).stream()
                                .filter("late"::equals)
                                .count())
                .isBetween(49L, 51L);
    }

    @Test
    void aHigherClassGoesFirstWhoeverIsOwed() {
        requests("a", 5, Priority.NORMAL);
        requests("b", 5, Priority.LOW);
        requests("a", 5, Priority.HIGH);
        answer(15);

        assertThat(sent).startsWith(10L, 11L, 12L, 13L, 14L, 0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void amongEqualsTheEarliestDeadlineGoesFirstAndThenTheOldest() {
        offer("a", null, null);
        offer("a", null, now.plusSeconds(50));
        offer("a", null, null);
        offer("a", null, now.plusSeconds(20));
        answer(4);

        assertThat(sent).containsExactly(3L, 1L, 0L, 2L);
    }

    @Test
    void requestsOfOneKeyGoOneAtATimeInTheOrderOfTheLog() {
        Scheduler ordered = scheduler("a: {base-url: 'http://a'}", true, List.of());
        for (String key : List.of("x", "x", "y", "x")) {
            ordered.offer(work("a", key, null));
        }
        ordered.pump();
        assertThat(sent).containsExactly(0L, 2L);

        // Another try is still the same request's turn.
        calls.get(0).accept(again(5));
        ordered.pump();
        assertThat(sent).containsExactly(0L, 2L);
        now = now.plusSeconds(5);
        ordered.tick();
        ordered.pump();
        assertThat(sent).containsExactly(0L, 2L, 0L);

        calls.get(2).accept(ANSWERED);
        ordered.pump();
        assertThat(sent).containsExactly(0L, 2L, 0L, 1L);
        calls.get(3).accept(ANSWERED);
        ordered.pump();
        assertThat(sent).containsExactly(0L, 2L, 0L, 1L, 3L);
    }

    @Test
    void whatExpiresInLineForItsKeyMakesRoomToo() {
        Scheduler ordered = scheduler("a: {base-url: 'http://a'}", true, List.of());
        ordered.offer(work("a", "x", null));
        ordered.offer(work("a", "x", now.plusSeconds(1)));
        ordered.offer(work("a", "x", null));
        ordered.pump();
        now = now.plusSeconds(1);
        ordered.tick();
        assertThat(first).containsExactly(EXPIRED);

        calls.get(0).accept(ANSWERED);
        ordered.pump();
        assertThat(sent).containsExactly(0L, 2L);
        calls.get(1).accept(ANSWERED);
        ordered.pump();
        assertThat(ordered.waiting()).isZero();
    }

    @Test
    void whoWaitedForAClosedEndpointGoesByWeightWhenItOpens() {
        requests("a1", 100, Priority.NORMAL);
        requests("b3", 100, Priority.NORMAL);
        scheduler.pump();
        calls.get(0).accept(pausing());
        calls.get(1).accept(pausing());
        answered = 2;
        scheduler.pump();
        assertThat(sent).hasSize(2);

        later(Duration.ofSeconds(30));
        answer(40);
        assertThat(had().get("b3")).isBetween(29L, 33L);
        assertThat(had().get("a1")).isBetween(9L, 13L);
    }

    private static CallEnd pausing() {
        return new CallEnd.Final(
                ANSWER, CallEnd.Sign.paused(Duration.ofSeconds(30)), CallEnd.Spent.UNKNOWN);
    }

    /** Answers so many calls, oldest first; each makes room for another. */
    private void answer(int count) {
        scheduler.pump();
        for (int i = 0; i < count && answered < calls.size(); i++) {
            calls.get(answered++).accept(ANSWERED);
            scheduler.pump();
        }
    }

    private void answer(Scheduler other, int count) {
        for (int i = 0; i < count; i++) {
            calls.get(answered++).accept(ANSWERED);
            other.pump();
            other.tick();
            other.pump();
        }
    }

    private Map<String, Long> had() {
        return sentTenants().stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private List<String> sentTenants() {
        return sent.stream()
                .map(offset -> Optional.ofNullable(tenants.get(offset)).orElseThrow())
                .toList();
    }

    private void requests(String tenant, int count, Priority priority) {
        for (int i = 0; i < count; i++) {
            scheduler.offer(work(tenant, priority, null, null));
        }
    }

    private void offer(String tenant, @Nullable String key, @Nullable Instant deadline) {
        scheduler.offer(work(tenant, key, deadline));
    }

    private Work work(String tenant, @Nullable String key, @Nullable Instant deadline) {
        return work(tenant, Priority.NORMAL, key, deadline);
    }

    private Work work(
            String tenant, Priority priority, @Nullable String key, @Nullable Instant deadline) {
        long offset = nextOffset++;
        tenants.put(offset, tenant);
        Subject subject =
                subject(
                        request(offset)
                                .setTenant(tenant)
                                .setPriority(priority)
                                .setDeadline(deadline),
                        Instant.EPOCH);
        byte[] recordKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new Work(subject, one, new Standing(), recordKey, Past.NONE, Instant.MIN);
    }
}
