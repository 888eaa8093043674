package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.support.LoggedLines;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of entries while brokers refuse them, and after. */
class WriterTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
    private final List<ShareEntry> failed = new CopyOnWriteArrayList<>();
    private volatile boolean refused;
    private final LoggedLines logged = new LoggedLines(Writer.class);
    private final ShareEntry entry =
            new ShareEntry("one", 1L, 1L, 0L, 1L, List.of(), List.of(), List.of(), List.of());
    private final Writer writer =
            new Writer(
                    this::producer,
                    new TopicPartition("shared-limits", 0),
                    now::get,
                    failure -> new Problem("application-id", String.valueOf(failure.getMessage())),
                    failed::add);

    @AfterEach
    void stop() {
        writer.close();
        logged.close();
    }

    @Test
    void aProducerThatWasRefusedIsReplaced() {
        writer.start();
        writer.append(entry);
        await(1, 0);
        // As the client does: once it was refused, it refuses by itself.
        producers.get(0).sendException = new ClusterAuthorizationException("no");
        writer.append(entry);
        Awaitility.await().until(() -> producers.get(0).closed());
        writer.append(entry);
        await(2, 1);

        // Mended.
        producers.get(1).completeNext();

        assertThat(failed).containsExactly(entry);
        assertThat(logged.lines())
                .containsExactly(
                        "Limits are not shared until this is mended: application-id: no",
                        "Mended: application-id");
    }

    @Test
    void producersDoNotComeAndGoInARush() {
        refused = true;
        writer.start();
        append(20);
        assertThat(producers).hasSize(2);

        now.set(now.get().plus(Duration.ofSeconds(1)));
        append(20);
        assertThat(producers).hasSize(3);
        assertThat(logged.lines()).hasSize(1);
    }

    private void append(int entries) {
        int sum = failed.size() + entries;
        for (int i = 0; i < entries; i++) {
            writer.append(entry);
        }
        Awaitility.await().until(() -> failed.size() == sum);
        // One more for what the last failure led to.
        writer.append(entry);
        Awaitility.await().until(() -> failed.size() == sum + 1);
    }

    private void await(int madeSoFar, int failures) {
        Awaitility.await()
                .until(
                        () ->
                                producers.size() == madeSoFar
                                        && failed.size() == failures
                                        && !producers.get(madeSoFar - 1).history().isEmpty());
    }

    private MockProducer<byte[], byte[]> producer() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(
                        false, null, new ByteArraySerializer(), new ByteArraySerializer());
        if (refused) {
            producer.sendException = new ClusterAuthorizationException("no");
        }
        producers.add(producer);
        return producer;
    }
}
