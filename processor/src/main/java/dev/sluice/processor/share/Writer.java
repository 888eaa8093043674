package dev.sluice.processor.share;

import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Appends entries on a thread of its own, since a producer blocks while it knows no leader. */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final Duration LAST_WORD = Duration.ofSeconds(1);

    /** Between two producers, where brokers refuse each of them. */
    private static final Duration RENEWAL = Duration.ofSeconds(1);

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
    private final InstantSource clock;
    private final Function<Throwable, Problem> mending;
    private final Consumer<ShareEntry> failed;
    private final ProblemLog problems;

    // Confined to the thread.
    private @Nullable Producer<byte[], byte[]> producer;
    private Instant renewedAt = Instant.MIN;

    /**
     * @param mending says what is to be mended where a producer fails
     * @param failed hears of entries that were not appended, as far as is known
     */
    Writer(
            Supplier<Producer<byte[], byte[]>> producers,
            TopicPartition partition,
            InstantSource clock,
            Function<Throwable, Problem> mending,
            Consumer<ShareEntry> failed) {
        this.producers = producers;
        this.partition = partition;
        this.clock = clock;
        this.mending = mending;
        this.problems = new ProblemLog(LOG, clock, "Limits are not shared");
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
                                if (exception == null) {
                                    problems.mended();
                                } else {
                                    fail(entry, exception);
                                }
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            fail(entry, e);
        }
    }

    /** Any thread. */
    private void fail(ShareEntry entry, Exception e) {
        problems.tell(mending.apply(e));
        failed.accept(entry);
        if (!(e instanceof RetriableException)) {
            try {
                thread.execute(this::renew);
            } catch (RejectedExecutionException closed) {
                LOG.debug("No other producer is needed any more", closed);
            }
        }
    }

    /** A producer that was refused once refuses everything itself from then on, whatever the brokers would say. */
    private void renew() {
        Instant now = clock.instant();
        if (producer != null && !now.isBefore(renewedAt.plus(RENEWAL))) {
            renewedAt = now;
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
