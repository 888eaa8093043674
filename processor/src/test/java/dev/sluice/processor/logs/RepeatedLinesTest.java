package dev.sluice.processor.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedLinesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final RepeatedLines filter = new RepeatedLines(now::get);
    private final LoggerContext context = new LoggerContext();
    private final Logger kafka = context.getLogger("org.apache.kafka.clients.NetworkClient");

    @BeforeEach
    void asConfiguredByDefault() {
        filter.setContext(context);
        kafka.setLevel(Level.WARN);
    }

    @Test
    void aWarningOfKafkaPassesOnceAMinute() {
        assertThat(passes(kafka, Level.ERROR, "[thread-1] Refused {}")).isTrue();
        assertThat(passes(kafka, Level.ERROR, "[another] Refused {}")).isFalse();
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
    void whatIsToldInOneLineComesWithNoStackBesideIt() {
        Throwable refused = new KafkaException(new SaslAuthenticationException("no"));
        Throwable full = new KafkaException(new IOException("No space left on device"));

        assertThat(passes("Failed {}", "x", refused)).isFalse();
        assertThat(passes("Failed", full)).isFalse();
        assertThat(passes(kafka, Level.ERROR, "Failed", full)).isFalse();
        kafka.setLevel(Level.DEBUG);
        assertThat(passes("Failed", full)).isTrue();
        assertThat(passes("Failed", full)).isTrue();
    }

    @Test
    void whatOthersSayPassesEachTime() {
        Logger ours = context.getLogger("dev.sluice.processor.Sluice");
        for (int i = 0; i < 3; i++) {
            assertThat(passes(ours, Level.ERROR, "Refused")).isTrue();
            assertThat(passes(kafka, Level.INFO, "Told")).isTrue();
        }
    }

    private boolean passes(String format, Object... parameters) {
        return passes(kafka, Level.WARN, format, parameters);
    }

    private boolean passes(Logger logger, Level level, String format, Object... parameters) {
        LoggingEvent line = new LoggingEvent("", logger, level, format, null, parameters);
        return filter.decide(line) != FilterReply.DENY;
    }
}
