package dev.sluice.processor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.TimeoutConfig;
import dev.sluice.processor.dispatch.Watchdog.Passed;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WatchdogTest {
    /** First byte within 50, then a byte each 20, all within 200. */
    private static final TimeoutConfig CONFIG =
            new TimeoutConfig(
                    Duration.ofNanos(1),
                    Duration.ofNanos(50),
                    Duration.ofNanos(20),
                    Duration.ofNanos(200));

    private static final long START = 1_000;

    @Test
    void theHeadHasItsOwnTime() {
        Watchdog watchdog = new Watchdog(CONFIG, START, Long.MAX_VALUE);

        assertThat(watchdog.passed(START + 49)).isEmpty();
        assertThat(watchdog.passed(START + 50)).contains(Passed.FIRST_BYTE);
    }

    @Test
    void bytesKeepACallAliveUpToItsTimeout() {
        Watchdog watchdog = new Watchdog(CONFIG, START, Long.MAX_VALUE);
        watchdog.head(START + 40);
        assertThat(watchdog.passed(START + 59)).isEmpty();
        assertThat(watchdog.passed(START + 60)).contains(Passed.IDLE);

        for (long now = START + 40; now < START + 200; now += 19) {
            watchdog.bytes(now);
        }

        assertThat(watchdog.passed(START + 199)).isEmpty();
        assertThat(watchdog.passed(START + 200)).contains(Passed.TOTAL);
    }

    @Test
    void theDeadlineIsNamedFirst() {
        assertThat(new Watchdog(CONFIG, START, 30).passed(START + 250)).contains(Passed.DEADLINE);
    }

    /** Whoever looks whenever told to never looks late, whatever comes in between. */
    @Property
    void nothingPassesUnseen(
            @ForAll @IntRange(min = 1, max = 300) int left,
            @ForAll @IntRange(min = 1, max = 300) int head,
            @ForAll @IntRange(min = 1, max = 40) int gap) {
        Watchdog watchdog = new Watchdog(CONFIG, 0, left);
        Watchdog mirror = new Watchdog(CONFIG, 0, left);
        long look = watchdog.next(0);
        for (long now = 1; now <= 400; now++) {
            if (now == head) {
                watchdog.head(now);
                mirror.head(now);
            } else if (now > head && (now - head) % gap == 0) {
                watchdog.bytes(now);
                mirror.bytes(now);
            }
            if (mirror.passed(now).isPresent()) {
                assertThat(look).as("next look").isEqualTo(now);
                assertThat(watchdog.passed(now)).isEqualTo(mirror.passed(now));
                return;
            }
            if (now == look) {
                look = now + watchdog.next(now);
            }
        }
        throw new AssertionError("the total time never passed");
    }
}
