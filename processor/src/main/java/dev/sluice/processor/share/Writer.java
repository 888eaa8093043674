package dev.sluice.processor.share;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends entries on a thread of its own, since a producer blocks while it knows no leader. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "shared-limits-writer");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final TopicPartition partition;
    private final Consumer<ShareEntry> failed;
    private @Nullable Producer<byte[], byte[]> producer;

    Writer(
            Supplier<Producer<byte[], byte[]>> producers,
            TopicPartition partition,
            Consumer<ShareEntry> failed) {
        this.producers = producers;
        this.partition = partition;
        this.failed = failed;
    }

    /** Whatever is appended from now on will be read. Until then nothing is. */
    void start() {
        ready.countDown();
    }

    /** Appends an entry; never blocks. */
    void append(ShareEntry entry) {
        try {
            thread.execute(() -> send(entry));
        } catch (RejectedExecutionException e) {
            failed.accept(entry);
        }
    }

    /** What was handed in before is tried for a short while. */
    @Override
    public void close() {
        if (ready.getCount() > 0) {
            thread.shutdownNow();
            return;
        }
        thread.execute(
                () -> {
                    if (producer != null) {
                        producer.close(LAST_WORD);
                    }
                });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WORD.toMillis() * 2, TimeUnit.MILLISECONDS)) {
                LOG.warn("The last word to {} may not have got there", partition);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(ShareEntry entry) {
        try {
            ready.await();
            Producer<byte[], byte[]> out = producer == null ? producers.get() : producer;
            producer = out;
            byte[] key = null;
            // Its callback tells.
            Future<RecordMetadata> unused =
                    out.send(
                            new ProducerRecord<>(
                                    partition.topic(),
                                    partition.partition(),
                                    key,
                                    EntryCodec.encode(entry)),
                            (metadata, exception) -> {
                                if (exception != null) {
                                    fail(entry, exception);
                                }
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            fail(entry, e);
        }
    }

    private void fail(ShareEntry entry, Exception e) {
        LOG.warn("Limits: an entry was not appended to {}: {}", partition, e.getMessage());
        failed.accept(entry);
    }
}
