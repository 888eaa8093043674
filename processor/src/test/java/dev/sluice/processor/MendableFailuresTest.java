package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.processor.config.SluiceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MendableFailuresTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger lingered = new AtomicInteger();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(MendableFailures.class);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void tellsASettingOnceAMinute(@TempDir Path folder) {
        MendableFailures failures = failures(folder);

        failures.handle(refused("chat.completions"));
        now.set(now.get().plus(Duration.ofSeconds(59)));
        failures.handle(refused("chat.completions"));
        assertThat(lines.list).hasSize(1);
        failures.handle(refused("chat.failures"));
        now.set(now.get().plus(Duration.ofSeconds(60)));
        assertThat(failures.handle(refused("chat.failures")))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first).contains("topics.completions: "),
                        second -> assertThat(second).contains("topics.failures: "),
                        third -> assertThat(third).contains("topics.failures: "));
        assertThat(counted).hasValue(4);
        assertThat(lingered).hasValue(4);
    }

    @Test
    void aFullDiskIsToldAndWaitedFor(@TempDir Path folder) {
        StreamsException full =
                new ProcessorStateException("put", new IOException("No space left on device"));

        assertThat(failures(folder).handle(full))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);

        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .startsWith(
                        "Stream requests stands still until this is mended: streams.state-dir: No space");
        assertThat(counted).hasValue(1);
        assertThat(lingered).hasValue(1);
    }

    @Test
    void handsOtherFailuresOn(@TempDir Path folder) {
        assertThat(failures(folder).handle(new StreamsException("another")))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(lines.list).isEmpty();
        assertThat(counted).hasValue(0);
        assertThat(lingered).hasValue(0);
    }

    private MendableFailures failures(Path folder) {
        SluiceConfig config = LeastConfig.with(folder);
        return new MendableFailures(
                "requests",
                config,
                now::get,
                counted::incrementAndGet,
                failure -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT,
                lingered::incrementAndGet);
    }

    private static Exception refused(String topic) {
        return new StreamsException(new TopicAuthorizationException(Set.of(topic)));
    }
}
