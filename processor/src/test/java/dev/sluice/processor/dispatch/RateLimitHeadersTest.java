package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Remaining.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitHeadersTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RateLimitHeaders headers = new RateLimitHeaders("a", true);

    @ParameterizedTest
    @CsvSource({
        "6m0s,                                360000",
        "1.5s,                                  1500",
        "120ms,                                  120",
        "1h2m,                               3600000",
        "21m40.5s,                           1300500",
        "' 7s ',                                7000",
        "2000µs,                                   2",
        "3000us,                                   3",
        "1,                                     1000",
        "0.25,                                   250",
        ".5,                                     500",
        "59.999,                               59999",
        "'Thu, 01 Jan 2026 00:00:30 GMT',      30000",
        "2026-01-01T00:00:30Z,                 30000",
        "2026-01-01T01:00:30.5+01:00,          30500",
        "1767225630,                           30000",
        "1767225630.5,                         30500",
        "1767225630000,                        30000",
        "2d,                                 3600000",
        "99999999,                           3600000",
        "999999999999999,                    3600000",
        "99999999999999h,                    3600000",
        "9999-01-01T00:00:30Z,               3600000"
    })
    void theResetIsReadInEachForm(String reset, long millis) {
        assertThat(read("x-ratelimit-remaining-requests", "5", "x-ratelimit-reset-requests", reset))
                .containsExactly(new Remaining(Unit.REQUESTS, 5, NOW.plusMillis(millis)));
    }

    @ParameterizedTest
    @CsvSource({
        "x-ratelimit-remaining-requests,         x-ratelimit-reset-requests,         REQUESTS",
        "x-ratelimit-remaining-tokens,           x-ratelimit-reset-tokens,           TOKENS",
        "ratelimit-remaining-requests,           ratelimit-reset-requests,           REQUESTS",
        "ratelimit-remaining-tokens,             ratelimit-reset-tokens,             TOKENS",
        "anthropic-ratelimit-requests-remaining, anthropic-ratelimit-requests-reset, REQUESTS",
        "anthropic-ratelimit-tokens-remaining,   anthropic-ratelimit-tokens-reset,   TOKENS",
        "x-ratelimit-remaining,                  x-ratelimit-reset,                  REQUESTS",
        "ratelimit-remaining,                    ratelimit-reset,                    REQUESTS"
    })
    void theNamesThatAreInUse(String remaining, String reset, Unit unit) {
        assertThat(read(remaining, "0", reset, "2s"))
                .containsExactly(new Remaining(unit, 0, NOW.plusSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "5,   ''",
        "5,   soon",
        "5,   -1",
        "5,   NaN",
        "5,   1e3",
        "5,   0x10",
        "5,   5s!",
        "5,   s",
        "5,   '5s 3'",
        "-1,  5s",
        "'',  5s",
        "all, 5s",
        "'5, 7', 5s",
        "99999999999999999999, 5s",
        "5,   0",
        "5,   0s",
        "5,   1000000000",
        "5,   'Wed, 31 Dec 2025 23:59:00 GMT'"
    })
    void whatCannotBeReadOrIsPastIsNotSaid(String remaining, String reset) {
        assertThat(
                        read(
                                "x-ratelimit-remaining-requests",
                                remaining,
                                "x-ratelimit-reset-requests",
                                reset))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"})
    void oneHalfAloneSaysNothing(String header) {
        assertThat(headers.read(Map.of(header, "1")::get, NOW)).isEmpty();
    }

    @Test
    void eachUnitIsToldOnce() {
        Map<String, String> all =
                Map.of(
                        "x-ratelimit-remaining-requests", "3",
                        "x-ratelimit-reset-requests", "1s",
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-reset-tokens", "2s",
                        "x-ratelimit-remaining", "0",
                        "x-ratelimit-reset", "9s");

        assertThat(headers.read(all::get, NOW))
                .containsExactly(
                        new Remaining(Unit.REQUESTS, 3, NOW.plusSeconds(1)),
                        new Remaining(Unit.TOKENS, 0, NOW.plusSeconds(2)));
        assertThat(new RateLimitHeaders("a", false).read(all::get, NOW)).isEmpty();
    }

    @Property(tries = 2_000)
    void whateverComesIsBounded(@ForAll String remaining, @ForAll String reset) {
        assertThat(read("ratelimit-remaining", remaining, "ratelimit-reset", reset))
                .allSatisfy(
                        one ->
                                assertThat(Duration.between(NOW, one.resetsAt()))
                                        .isPositive()
                                        .isLessThanOrEqualTo(RateLimitHeaders.LONGEST));
    }

    private List<Remaining> read(String remaining, String count, String reset, String value) {
        return headers.read(Map.of(remaining, count, reset, value)::get, NOW);
    }
}
