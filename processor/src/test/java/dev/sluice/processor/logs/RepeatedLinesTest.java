package dev.sluice.processor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RepeatedLines filter = new RepeatedLines(now::get);
    private final LoggerContext context = new LoggerContext();
    private final Logger kafka = context.getLogger("org.apache.kafka.clients.NetworkClient");

    @Test
    void aWarningOfKafkaPassesOnceAMinute() {
        assertThat(passes(kafka, Level.ERROR, "[thread-1] Refused {}")).isTrue();
        assertThat(passes(kafka, Level.ERROR, "[thread-2] Refused {}")).isFalse();
        assertThat(passes(kafka, Level.ERROR, "Something else")).isTrue();
        now.set(now.get().plus(Duration.ofSeconds(59)));
        assertThat(passes(kafka, Level.ERROR, "[thread-3] Refused {}")).isFalse();
        now.set(now.get().plus(Duration.ofSeconds(1)));
        assertThat(passes(kafka, Level.ERROR, "[thread-4] Refused {}")).isTrue();
        assertThat(passes(kafka, Level.ERROR, "[thread-4] Refused {}")).isFalse();
    }

    @Test
    void whatTellsOfSomethingElsePasses() {
        assertThat(passes("Refused {}", "chat.requests", new IllegalStateException("1"))).isTrue();
        assertThat(passes("Refused {}", "chat.failures", new IllegalStateException("1"))).isTrue();
        assertThat(passes("Refused {}", "chat.failures", new IllegalStateException("a"))).isTrue();
        assertThat(passes("Refused {}", "chat.failures", new IllegalStateException("2"))).isFalse();
    }

    @Test
    void whatOthersSayPassesEachTime() {
        Logger ours = context.getLogger("dev.sluice.processor.Sluice");
        for (int i = 0; i < 3; i++) {
            assertThat(passes(ours, Level.ERROR, "Refused")).isTrue();
            assertThat(passes(kafka, Level.INFO, "Told")).isTrue();
        }
    }

    private boolean passes(Logger logger, Level level, String format) {
        return filter.decide(null, logger, level, format, null, null) != FilterReply.DENY;
    }

    private boolean passes(String format, Object... parameters) {
        return filter.decide(null, kafka, Level.WARN, format, parameters, null) != FilterReply.DENY;
    }
}
