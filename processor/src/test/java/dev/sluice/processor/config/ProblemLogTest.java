package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.LoggedLines;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProblemLogTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final LoggedLines logged = new LoggedLines(ProblemLogTest.class);
    private final ProblemLog log =
            new ProblemLog(LoggerFactory.getLogger(ProblemLogTest.class), now::get, "Work stops");

    @AfterEach
    void stopListening() {
        logged.close();
    }

    @Test
    void tellsEachSettingOnceAMinute() {
        tell("a", "down");
        pass(Duration.ofSeconds(59));
        tell("a", "still down");
        tell("b", "refused");
        assertThat(logged.lines())
                .containsExactly(
                        "Work stops until this is mended: a: down",
                        "Work stops until this is mended: b: refused");

        pass(Duration.ofSeconds(1));
        tell("a", "still down");
        tell("b", "refused");
        assertThat(logged.lines())
                .hasSize(3)
                .last()
                .isEqualTo("Work stops until this is mended: a: still down");
    }

    @Test
    void tellsOnceThatAllIsWellAgain() {
        log.mended();
        assertThat(logged.lines()).isEmpty();
        tell("a", "down");
        log.mended();
        log.mended();
        assertThat(logged.lines()).hasSize(2).last().isEqualTo("Mended: a");
    }

    @Test
    void whatComesAndGoesIsNotToldMoreOften() {
        for (int second = 0; second < 120; second++) {
            tell("a", "down");
            log.mended();
            pass(Duration.ofSeconds(1));
        }
        assertThat(logged.lines()).hasSize(4);
    }

    private void tell(String key, String message) {
        log.tell(new Problem(key, message));
    }

    private void pass(Duration time) {
        now.set(now.get().plus(time));
    }
}
