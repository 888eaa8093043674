package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeldomTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    @Test
    void aLineIsDueOnceInTenSeconds() {
        Seldom seldom = new Seldom();

        assertThat(seldom.isDue(NOW)).isTrue();
        assertThat(seldom.isDue(NOW)).isFalse();
        assertThat(seldom.isDue(NOW.plusMillis(9_999))).isFalse();
        assertThat(seldom.isDue(NOW.plusSeconds(10))).isTrue();
        assertThat(seldom.isDue(NOW.plusSeconds(11))).isFalse();
    }
}
