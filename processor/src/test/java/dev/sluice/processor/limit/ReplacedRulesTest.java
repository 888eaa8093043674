package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.CONCURRENT;
import static dev.sluice.processor.limit.Dimension.REQUESTS_PER_MINUTE;
import static dev.sluice.processor.limit.Dimension.TOKENS_PER_MINUTE;
import static dev.sluice.processor.limit.Limits.MINUTE;
import static dev.sluice.processor.limit.Limits.SECOND;
import static dev.sluice.processor.limit.Limits.ask;
import static dev.sluice.processor.limit.Limits.endpoint;
import static dev.sluice.processor.limit.Limits.granted;
import static dev.sluice.processor.limit.Limits.held;
import static dev.sluice.processor.limit.Limits.limiter;
import static dev.sluice.processor.limit.Limits.rule;
import static dev.sluice.processor.limit.Limits.tenant;
import static dev.sluice.processor.limit.Limits.whenGranted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayDeque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReplacedRulesTest {
    /** Where a limit that was in use is lowered or raised, each window that ends after that keeps the new one. */
    @Property(tries = 300)
    void countWhatWentBefore(
            @ForAll @IntRange(min = 1, max = 200) int before,
            @ForAll @IntRange(min = 1, max = 200) int after,
            @ForAll @IntRange(max = 150) int seconds,
            @ForAll @IntRange(min = 1, max = 20) int burst) {
        Limiter limiter = limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, before, burst));
        ArrayDeque<Long> sent = new ArrayDeque<>();
        long change = MINUTE + seconds * SECOND;
        long now = MINUTE;
        while (true) {
            now = whenGranted(limiter, ask(1), now);
            if (now > change) {
                break;
            }
            sent.add(now);
        }
        // The last one was let through by rules that were no more.
        limiter = limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, before, burst));
        for (long then : sent) {
            granted(limiter.acquire(ask(1), then));
        }

        limiter.replace(List.of(rule(endpoint(), REQUESTS_PER_MINUTE, after)), change);

        now = change;
        int together = 0;
        for (int i = 0; i < 2 * after + 2; i++) {
            long next = whenGranted(limiter, ask(1), now);
            together = next == now ? together + 1 : 1;
            now = next;
            sent.add(now);
            while (sent.getFirst() <= now - Pacing.WINDOW) {
                sent.removeFirst();
            }
            assertThat(sent).hasSizeLessThanOrEqualTo(after);
            // No burst where the new limit has none: the tolerance is as long as some requests only
            // where they are many.
            assertThat(together).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void haveTheSameTokensPaidForFaster() {
        Limiter limiter = limiter(0, rule(endpoint(), TOKENS_PER_MINUTE, 60_000));
        granted(limiter.acquire(ask(1_000), 2 * MINUTE)).settle(11_000, 2 * MINUTE);

        limiter.replace(List.of(rule(endpoint(), TOKENS_PER_MINUTE, 600_000)), 2 * MINUTE);

        // Ten thousand, at ten thousand a second.
        assertThat(whenGranted(limiter, ask(100), 2 * MINUTE) - 2 * MINUTE)
                .isBetween(SECOND * 9 / 10, SECOND * 11 / 10);
    }

    @Test
    void keepTheCallsThatAreOut() {
        Limiter limiter = limiter(0, rule(endpoint(), CONCURRENT, 3));
        List<Grant> grants =
                List.of(
                        granted(limiter.acquire(ask(1), 0)),
                        granted(limiter.acquire(ask(1), 0)),
                        granted(limiter.acquire(ask(1), 0)));

        limiter.replace(List.of(rule(endpoint(), CONCURRENT, 2)), 0);

        assertThat(grants.get(0).release()).isEmpty();
        held(limiter.acquire(ask(1), 0));
        assertThat(grants.get(1).release()).hasSize(1);
        granted(limiter.acquire(ask(1), 0));
    }

    @Test
    void countTheCallsThatWereOutBeforeThem() {
        Limiter limiter = limiter(0);
        Grant grant = granted(limiter.acquire(ask(1), 0));

        LimitRule forAcme = rule(tenant("acme"), CONCURRENT, 1);
        limiter.replace(List.of(forAcme, rule(endpoint(), CONCURRENT, 2)), 0);

        assertThat(held(limiter.acquire(ask(1), 0)).scope()).isEqualTo(tenant("acme"));
        grant.release();
        granted(limiter.acquire(ask(1), 0)).release();
        assertThat(limiter.numbers(0)).allMatch(numbers -> numbers.inUse() == 0);
    }

    @Test
    void letGrantsOfRemovedOnesEndInPeace() {
        Limiter limiter =
                limiter(
                        0,
                        rule(endpoint(), TOKENS_PER_MINUTE, 10),
                        rule(tenant("acme"), CONCURRENT, 1));
        Grant grant = granted(limiter.acquire(ask(10), 2 * MINUTE));

        limiter.replace(List.of(), 2 * MINUTE);
        grant.settle(1, 2 * MINUTE);
        grant.release();

        granted(limiter.acquire(ask(11), 2 * MINUTE)).cancel(2 * MINUTE);
        limiter.replace(List.of(rule(tenant("acme"), CONCURRENT, 1)), 2 * MINUTE);
        granted(limiter.acquire(ask(10), 2 * MINUTE));
    }

    @Test
    void goOnCountingForATenantThatGetsARuleOfItsOwn() {
        LimitRule each = rule(tenant(Scope.EACH), CONCURRENT, 1);
        LimitRule own = rule(tenant("acme"), CONCURRENT, 2);
        Limiter limiter = limiter(0, each);
        Grant grant = granted(limiter.acquire(ask(1), 0));

        limiter.replace(List.of(each, own), 0);
        granted(limiter.acquire(ask(1), 0));
        held(limiter.acquire(ask(1), 0));
        limiter.replace(List.of(each), 0);
        grant.release();

        held(limiter.acquire(ask(1), 0));
        assertThat(limiter.numbers(0)).allMatch(numbers -> numbers.inUse() == 1);
    }

    @Test
    void tellWhichLimitsAreOthers() {
        LimitRule kept = rule(tenant("acme"), CONCURRENT, 1);
        LimitRule raised = rule(endpoint(), CONCURRENT, 1);
        LimitRule gone = rule(endpoint(), TOKENS_PER_MINUTE, 10);
        Limiter limiter = limiter(0, kept, raised, gone);

        List<Limit> changed =
                limiter.replace(
                        List.of(
                                kept,
                                rule(endpoint(), CONCURRENT, 2),
                                rule(tenant("other"), CONCURRENT, 1)),
                        0);

        assertThat(changed)
                .containsExactlyInAnyOrder(
                        new Limit(raised.name(), endpoint(), CONCURRENT),
                        new Limit(gone.name(), endpoint(), TOKENS_PER_MINUTE));
    }

    @Test
    void tellWhereALimitForEachMadeWayForAnother() {
        LimitRule each = rule(tenant(Scope.EACH), CONCURRENT, 1);
        Limiter limiter = limiter(0, each);
        granted(limiter.acquire(ask(1), 0));
        granted(limiter.acquire(ask("other", 1), 0));

        List<Limit> changed =
                limiter.replace(List.of(each, rule(tenant("acme"), CONCURRENT, 1)), 0);

        assertThat(changed).containsExactly(new Limit(each.name(), tenant("acme"), CONCURRENT));
    }

    @Test
    void changeNothingWhereTheyAreWrong() {
        LimitRule rule = rule(endpoint(), CONCURRENT, 1);
        Limiter limiter = limiter(0, rule);
        LimitRule twin = new LimitRule("twin", endpoint(), rule.values(), 1, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> limiter.replace(List.of(rule, twin), 0));

        granted(limiter.acquire(ask(1), 0));
        held(limiter.acquire(ask(1), 0));
    }
}
