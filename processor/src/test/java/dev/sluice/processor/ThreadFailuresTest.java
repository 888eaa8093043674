package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private final AtomicInteger counted = new AtomicInteger();
    private final ThreadFailures failures = new ThreadFailures(counted::incrementAndGet);

    @Test
    void aThreadThatFailsIsReplaced() {
        assertThat(failures.handle(new StreamsException(new IllegalStateException("any"))))
                .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
        assertThat(counted).hasValue(1);
    }

    @Test
    void aStreamWhosePlaceIsTakenEnds() {
        assertThat(failures.handle(new StreamsException(new FencedInstanceIdException("taken"))))
                .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
        assertThat(counted).hasValue(1);
    }
}
