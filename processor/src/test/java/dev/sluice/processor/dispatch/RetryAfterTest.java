package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "retry-after,       2,                              2000",
        "retry-after,       0.25,                            250",
        "retry-after,       ' 7 ',                          7000",
        "retry-after,       0,                                 0",
        "retry-after,       'Thu, 01 Jan 2026 00:00:30 GMT', 30000",
        "retry-after,       'Wed, 31 Dec 2025 23:59:00 GMT', 0",
        "retry-after-ms,    1500,                           1500",
        "retry-after-ms,    0.5,                               1",
        "retry-after,       1e300,                      86400000",
        "retry-after,       99999999,                   86400000",
        "retry-after,       'Fri, 01 Jan 2027 00:00:00 GMT', 86400000"
    })
    void isReadInEachForm(String header, String value, long millis) {
        assertThat(RetryAfter.of(Map.of(header, value)::get, NOW))
                .contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "NaN", "2026-01-01T00:00:30Z"})
    void whatCannotBeReadIsNotSaid(String value) {
        assertThat(RetryAfter.of(Map.of("retry-after", value)::get, NOW)).isEmpty();
    }

    @Test
    void millisecondsComeFirst() {
        assertThat(RetryAfter.of(Map.of("retry-after-ms", "9", "retry-after", "5")::get, NOW))
                .contains(Duration.ofMillis(9));
        assertThat(RetryAfter.of(Map.of("retry-after-ms", "?", "retry-after", "5")::get, NOW))
                .contains(Duration.ofSeconds(5));
    }
}
