package dev.sluice.processor.limit;

import static dev.sluice.processor.limit.Dimension.CONCURRENT;
import static dev.sluice.processor.limit.Dimension.REQUESTS_PER_MINUTE;
import static dev.sluice.processor.limit.Dimension.TOKENS_PER_MINUTE;
import static dev.sluice.processor.limit.Limits.FIRST_DAY;
import static dev.sluice.processor.limit.Limits.MINUTE;
import static dev.sluice.processor.limit.Limits.ask;
import static dev.sluice.processor.limit.Limits.endpoint;
import static dev.sluice.processor.limit.Limits.granted;
import static dev.sluice.processor.limit.Limits.held;
import static dev.sluice.processor.limit.Limits.limiter;
import static dev.sluice.processor.limit.Limits.rule;
import static dev.sluice.processor.limit.Limits.shadow;
import static dev.sluice.processor.limit.Limits.tenant;
import static dev.sluice.processor.limit.Limits.wake;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final Scope EACH = tenant(Scope.EACH);

    @Test
    void eachScopeCountsItsOwn() {
        List<Scope> scopes =
                List.of(
                        new Scope.Endpoint("there"),
                        new Scope.EndpointModel("there", "sent"),
                        new Scope.Tenant("acme"),
                        new Scope.TenantModel("acme", "asked"));
        List<Ask> others =
                List.of(
                        new Ask("elsewhere", "sent", "acme", "asked", 1),
                        new Ask("there", "asked", "acme", "asked", 1),
                        new Ask("there", "sent", "other", "asked", 1),
                        new Ask("there", "sent", "acme", "sent", 1));
        Ask counted = new Ask("there", "sent", "acme", "asked", 1);
        for (int i = 0; i < scopes.size(); i++) {
            Limiter limiter = limiter(0, rule(scopes.get(i), CONCURRENT, 1));

            granted(limiter.acquire(counted, 0));

            assertThat(held(limiter.acquire(counted, 0)).scope()).isEqualTo(scopes.get(i));
            granted(limiter.acquire(others.get(i), 0));
        }
    }

    @Test
    void aRefusalTakesNothingFromTheOthers() {
        Limiter limiter =
                limiter(
                        0,
                        rule(endpoint(), CONCURRENT, 10),
                        rule(new Scope.EndpointModel("there", "llama-3"), TOKENS_PER_MINUTE, 900),
                        rule(tenant("acme"), REQUESTS_PER_MINUTE, 1));
        granted(limiter.acquire(ask(100), 2 * MINUTE));
        List<Double> before = used(limiter);

        for (int i = 0; i < 20; i++) {
            assertThat(held(limiter.acquire(ask(300), 2 * MINUTE)).scope())
                    .isEqualTo(tenant("acme"));
        }

        assertThat(used(limiter)).isEqualTo(before);
        granted(limiter.acquire(ask("other", 0), 2 * MINUTE));
    }

    @Test
    void whoIsHeldByTwoWaitsForTheLater() {
        Limiter limiter =
                limiter(
                        0,
                        rule(endpoint(), CONCURRENT, 1),
                        rule(tenant("acme"), REQUESTS_PER_MINUTE, 60),
                        rule(
                                new Scope.TenantModel("acme", "llama"),
                                Dimension.REQUESTS_PER_MINUTE,
                                6));
        granted(limiter.acquire(ask(1), MINUTE));

        Decision decision = limiter.acquire(ask(1), MINUTE);

        assertThat(held(decision).scope()).isEqualTo(new Scope.TenantModel("acme", "llama"));
        assertThat(held(limiter.acquire(ask(1), wake(decision))).dimension()).isEqualTo(CONCURRENT);
    }

    @Test
    void callsMakeRoomOnceWhenTheyEnd() {
        Limiter limiter = limiter(0, rule(endpoint(), CONCURRENT, 2));
        Grant first = granted(limiter.acquire(ask(1), 0));
        granted(limiter.acquire(ask(1), 0));
        Decision refused = limiter.acquire(ask(1), 0);
        assertThat(refused)
                .isEqualTo(
                        new Decision.Held(
                                new Limit("there", endpoint(), CONCURRENT),
                                new Wake.AfterRelease()));

        assertThat(first.release()).containsExactly(held(refused));
        assertThat(first.release()).isEmpty();
        assertThat(first.cancel(0)).isEmpty();

        granted(limiter.acquire(ask(1), 0));
        held(limiter.acquire(ask(1), 0));
    }

    @Test
    void whatIsNotSentLeavesNothingBehind() {
        LimitRule rule =
                new LimitRule(
                        "all",
                        endpoint(),
                        Map.of(
                                CONCURRENT,
                                1L,
                                REQUESTS_PER_MINUTE,
                                1L,
                                TOKENS_PER_MINUTE,
                                10L,
                                Dimension.TOKENS_PER_DAY,
                                10L),
                        1,
                        false);
        Limiter limiter = limiter(0, rule);
        for (int i = 0; i < 100; i++) {
            Grant grant = granted(limiter.acquire(ask(10), 2 * MINUTE));

            assertThat(grant.cancel(2 * MINUTE))
                    .extracting(Limit::dimension)
                    .containsExactlyInAnyOrder(Dimension.values());
        }

        assertThat(used(limiter)).containsOnly(0.0);
    }

    @Test
    void aShadowHoldsNothingAndCountsWhatItWouldHave() {
        Limiter limiter =
                limiter(
                        0,
                        shadow(rule(endpoint(), REQUESTS_PER_MINUTE, 1)),
                        shadow(rule(tenant("acme"), TOKENS_PER_MINUTE, 5)));
        for (int i = 0; i < 10; i++) {
            assertThat(granted(limiter.acquire(ask(6), 2 * MINUTE)).release()).isEmpty();
        }

        assertThat(limiter.numbers(2 * MINUTE))
                .extracting(LimitNumbers::shadow, LimitNumbers::granted, LimitNumbers::held)
                .containsExactly(tuple(true, 1L, 9L), tuple(true, 0L, 10L));
    }

    @Test
    void eachTenantHasABucketUnlessItHasARuleOfItsOwn() {
        Limiter limiter =
                limiter(0, rule(EACH, CONCURRENT, 1), rule(tenant("acme"), CONCURRENT, 2));

        for (String name : List.of("acme", "acme", "b", "c")) {
            granted(limiter.acquire(ask(name, 1), 0));
        }

        assertThat(held(limiter.acquire(ask("acme", 1), 0)).scope()).isEqualTo(tenant("acme"));
        assertThat(held(limiter.acquire(ask("b", 1), 0)).scope()).isEqualTo(tenant("b"));
        assertThat(held(limiter.acquire(ask("c", 1), 0)).rule()).isEqualTo("*");
    }

    @Test
    void numbersTellHowEachLimitDoes() {
        Limiter limiter =
                limiter(0, rule(endpoint(), REQUESTS_PER_MINUTE, 4, 4), rule(EACH, CONCURRENT, 1));
        granted(limiter.acquire(ask("b", 1), 10 * MINUTE));
        granted(limiter.acquire(ask("c", 1), 10 * MINUTE)).release();
        held(limiter.acquire(ask("b", 1), 10 * MINUTE));

        List<LimitNumbers> numbers = limiter.numbers(10 * MINUTE);

        assertThat(numbers)
                .extracting(LimitNumbers::granted, LimitNumbers::held, LimitNumbers::inUse)
                .containsExactly(tuple(2L, 0L, 1L), tuple(2L, 1L, 1L));
        assertThat(numbers.get(0).utilisation().orElseThrow()).isEqualTo(0.5, within(1e-9));
        assertThat(numbers.get(1).limit().scope()).isEqualTo(EACH);
    }

    @Test
    void refusesTwoRulesForTheSame() {
        LimitRule rule = rule(endpoint(), CONCURRENT, 1);
        LimitRule other = new LimitRule("twin", endpoint(), rule.values(), 1, true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Limiter(List.of(rule, other), FIRST_DAY, 0))
                .withMessageContainingAll("there", "twin", "concurrent");
    }

    private static List<Double> used(Limiter limiter) {
        return limiter.numbers(2 * MINUTE).stream()
                .map(numbers -> numbers.utilisation().orElseThrow())
                .toList();
    }
}
