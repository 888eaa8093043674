package dev.sluice.processor.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SchemaResolverTest {
    /** The records that wait for the schema would wait for ever. */
    @Test
    void aFaultOfTheRegistryClientIsNoReasonToGiveUp() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        SchemaResolver.Source faulty =
                new SchemaResolver.Source() {
                    @Override
                    public Optional<Schema> cached(int id) {
                        return Optional.empty();
                    }

                    @Override
                    public Schema fetch(int id) {
                        if (asked.getAndIncrement() == 0) {
                            throw new IllegalStateException("a defect");
                        }
                        return ChatRequest.getClassSchema();
                    }
                };
        try (SchemaResolver resolver = new SchemaResolver(faulty, Duration.ofMillis(1))) {
            CountDownLatch settled = new CountDownLatch(1);
            resolver.whenSettled(7, settled::countDown);

            assertThat(settled.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(asked).hasValue(2);
    }
}
