package dev.sluice.processor.cli;

import dev.sluice.schemas.UnwritableRecordException;
import dev.sluice.v1.ChatRequest;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests and counts what came of it. The key is the request's id: it spreads a batch evenly over the
 * partitions, where the tenant would put all of it on one.
 */
final class RequestSender {
    private final Producer<String, ChatRequest> producer;
    private final String topic;
    private final LineReport report;
    private final LongAdder delivered = new LongAdder();
    private final LongAdder undelivered = new LongAdder();
    private final AtomicReference<@Nullable String> gaveUp = new AtomicReference<>();

    RequestSender(Producer<String, ChatRequest> producer, String topic, LineReport report) {
        this.producer = producer;
        this.topic = topic;
        this.report = report;
    }

    void send(long line, ChatRequest request) {
        try {
            // The callback is told the same as the future.
            Future<RecordMetadata> unused =
                    producer.send(
                            new ProducerRecord<>(topic, request.getId(), request),
                            (metadata, failure) -> {
                                if (failure == null) {
                                    delivered.increment();
                                } else {
                                    failed(line, failure);
                                }
                            });
        } catch (KafkaException | UnwritableRecordException e) {
            failed(line, e);
        }
    }

    /** Waits until all that was sent is decided. */
    void flush() {
        producer.flush();
    }

    long delivered() {
        return delivered.sum();
    }

    long undelivered() {
        return undelivered.sum();
    }

    /** Why there is no use in sending more. */
    Optional<String> gaveUp() {
        return Optional.ofNullable(gaveUp.get());
    }

    private void failed(long line, Exception failure) {
        undelivered.increment();
        String reason = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        report.bad(line, "not delivered: " + reason);
        if (!concernsOneRequest(failure)) {
            gaveUp.compareAndSet(null, reason);
        }
    }

    private static boolean concernsOneRequest(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof UnwritableRecordException;
    }
}
