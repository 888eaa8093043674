package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations and sizes, as texts. */
class UnitsTest {
    @Property
    void durationsSurvive(@ForAll @LongRange(min = 0, max = 1L << 45) long millis) {
        Duration duration = Duration.ofMillis(millis);

        assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }

    @Property
    void sizesSurvive(@ForAll @LongRange(min = 0, max = 1L << 48) long bytes) {
        assertThat(Sizes.parse(Sizes.format(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "5 s", "-5s", "1.5s", "5d", "5S", "PT5S", "5ms1"})
    void noDuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20ms, 5s, 10m or 1h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KiB", "5 KiB", "-5", "1.5MiB", "5MB", "5K", "5kib", "5TiB"})
    void noSize(String text) {
        assertThatThrownBy(() -> Sizes.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("512KiB, 8MiB or 1GiB");
    }
}
