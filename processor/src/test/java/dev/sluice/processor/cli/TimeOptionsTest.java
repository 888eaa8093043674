package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "2h, PT2H",
        "1h30m, PT1H30M",
        "1D, PT24H",
        "PT15M, PT15M"
    })
    void readsDurations(String text, Duration duration) {
        assertThat(TimeOptions.duration(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "h", "2 h", "tomorrow", "2h-1m", "9999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatExceptionOfType(CliException.class).isThrownBy(() -> TimeOptions.duration(text));
    }

    @Test
    void readsDeadlines() {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(TimeOptions.deadline("2h", now)).isEqualTo("2030-01-01T02:00:00Z");
        assertThat(TimeOptions.deadline("2031-05-06T07:08:09+02:00", now))
                .isEqualTo("2031-05-06T05:08:09Z");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> TimeOptions.deadline("2031-05-06", now))
                .withMessageContaining("2031-05-06");
    }

    @Test
    void readsTimesThatAreOver() {
        Instant now = Instant.parse("2030-01-01T00:00:00Z");
        assertThat(TimeOptions.past("24h", now)).isEqualTo("2029-12-31T00:00:00Z");
        assertThat(TimeOptions.past("2029-05-06", now)).isEqualTo("2029-05-06T00:00:00Z");
        assertThat(TimeOptions.past("2029-05-06T07:08:09+02:00", now))
                .isEqualTo("2029-05-06T05:08:09Z");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> TimeOptions.past("2029-13-01", now))
                .withMessageContaining("2029-13-01");
    }
}
