package dev.sluice.processor.pending;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.schedule.Work;
import dev.sluice.v1.Position;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The stream thread's half of the engine. It puts a request into the store and returns; it takes outcomes from its
 * window, deletes their requests and forwards them. Put and consumed offset commit together, delete and outcome commit
 * together: that is what makes one outcome of one request.
 *
 * <p>Nothing is ever caught around the store or around {@code forward}: an exception there means that the task has moved
 * away or must start over from what was committed.
 */
final class PendingProcessor implements Processor<byte[], Arrival, byte[], byte[]> {
    /** Header of an outcome: when it was forwarded, in microseconds since the epoch, 8 bytes big-endian. */
    static final String FORWARDED_AT = "sluice-forwarded-at";

    private static final Duration DRAIN_INTERVAL = Duration.ofMillis(1);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(30);

    /** Deliveries handled before the thread polls again. */
    private static final int DRAIN_BATCH = 500;

    private final PendingStage stage;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Long, byte[]> store;
    private Window window;
    private @Nullable Cancellable drain;

    PendingProcessor(PendingStage stage) {
        this.stage = stage;
    }

    /** Takes up what was restored. Never forwards: what can be said at once goes through the window like the rest. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        store = context.getStateStore(PendingStage.STORE);
        TopicPartition partition = new TopicPartition(stage.topic(), context.taskId().partition());
        window = stage.windows().open(partition);
        takeUpStore();
        context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> sweep());
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        long offset = metadata.offset();
        byte[] value = record.value().value();
        Headers headers = record.headers();
        PendingEntry entry = new PendingEntry();
        entry.setKey(record.key() == null ? null : ByteBuffer.wrap(record.key()));
        entry.setValue(ByteBuffer.wrap(value));
        entry.setHeaders(EntryCodec.pack(headers));
        entry.setTimestamp(record.timestamp());
        entry.setAdmittedAt(Micros.of(stage.clock().instant()));
        entry.setAttempts(List.of());
        store.put(offset, EntryCodec.encode(entry));
        hold(offset, record.key(), headers, value);
        submit(offset, record.value().verdict(), Past.NONE, Instant.EPOCH);
    }

    /** Closing the window ends this incarnation's generation; calls that are out are neither waited for nor stopped. */
    @Override
    public void close() {
        stage.windows().close(window);
        stage.intake().disown(window);
    }

    private void takeUpStore() {
        try (KeyValueIterator<Long, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<Long, byte[]> next = entries.next();
                if (window.find(next.key) == null) {
                    takeUp(next.key, EntryCodec.decode(next.value));
                }
            }
        }
    }

    private void takeUp(long offset, PendingEntry entry) {
        ByteBuffer key = entry.getKey();
        byte[] value = EntryCodec.bytes(entry.getValue());
        hold(
                offset,
                key == null ? null : EntryCodec.bytes(key),
                EntryCodec.unpack(entry.getHeaders()),
                value);
        submit(offset, entry);
    }

    private void submit(long offset, PendingEntry entry) {
        submit(offset, read(offset, entry), PastCodec.past(entry), PastCodec.notBefore(entry));
    }

    private Verdict read(long offset, PendingEntry entry) {
        TopicPartition partition = window.partition();
        return stage.reader()
                .read(
                        new Position(partition.topic(), partition.partition(), offset),
                        Instant.ofEpochMilli(entry.getTimestamp()),
                        Micros.toInstant(entry.getAdmittedAt()),
                        EntryCodec.bytes(entry.getValue()));
    }

    private void hold(long offset, byte @Nullable [] key, Headers headers, byte[] value) {
        window.hold(offset, new Held(key, headers, EntryCodec.size(key, value, headers)));
        if (drain == null) {
            drain =
                    context.schedule(
                            DRAIN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> drain());
        }
    }

    private void submit(long offset, Verdict verdict, Past past, Instant notBefore) {
        if (verdict instanceof Verdict.Ready ready) {
            Held held = window.find(offset);
            if (held != null) {
                Work work = new Work(ready.subject(), window, held.key(), past, notBefore);
                held.work(work);
                stage.intake().offer(work);
            }
        } else if (verdict instanceof Verdict.Refused refused) {
            window.deliver(offset, refused.outcome());
        } else if (verdict instanceof Verdict.AwaitingSchema awaiting) {
            Window owner = window;
            stage.reader().whenReadable(awaiting.schemaId(), () -> owner.readable(offset));
        }
    }

    private void drain() {
        for (int i = 0; i < DRAIN_BATCH; i++) {
            Delivery delivery = window.next();
            if (delivery == null) {
                break;
            }
            if (delivery instanceof Delivery.Finished finished) {
                finish(finished.offset(), finished.outcome());
            } else if (delivery instanceof Delivery.Postponed postponed) {
                postpone(postponed);
            } else if (delivery instanceof Delivery.Piece piece) {
                publish(piece);
            } else {
                readAgain(delivery.offset());
            }
        }
        if (window.size() == 0 && drain != null) {
            drain.cancel();
            drain = null;
        }
    }

    private void finish(long offset, Outcome outcome) {
        Instant now = stage.clock().instant();
        Held held = window.release(offset);
        if (held == null) {
            // Its outcome was forwarded before; a second one must not be.
            return;
        }
        store.delete(offset);
        Headers headers = held.headers();
        headers.add(FORWARDED_AT, Micros.bytes(now));
        // With the request's own time an old or odd one would soon fall victim to the topic's
        // retention.
        context.forward(
                new Record<>(held.key(), outcome.value(), now.toEpochMilli(), headers),
                outcome.kind().sink());
    }

    private void publish(Delivery.Piece piece) {
        Held held = window.find(piece.offset());
        if (held != null) {
            // Its headers stay the outcome's.
            Headers headers = new RecordHeaders(held.headers());
            long now = stage.clock().instant().toEpochMilli();
            context.forward(
                    new Record<>(held.key(), EntryCodec.bytes(piece.value()), now, headers),
                    PendingStage.CHUNKS);
        }
    }

    /** What was done for the request has to survive a restart. */
    private void postpone(Delivery.Postponed postponed) {
        byte[] stored = store.get(postponed.offset());
        if (stored != null) {
            PendingEntry entry = EntryCodec.decode(stored);
            PastCodec.put(entry, postponed.past(), postponed.notBefore());
            store.put(postponed.offset(), EntryCodec.encode(entry));
        }
    }

    private void readAgain(long offset) {
        Held held = window.find(offset);
        byte[] entry = store.get(offset);
        if (held != null && held.work() == null && entry != null) {
            submit(offset, EntryCodec.decode(entry));
        }
    }

    /** Offers again what may have been lost on the way, and takes up what is stored and not held. */
    private void sweep() {
        for (Held held : window.entries()) {
            Work work = held.work();
            if (work != null) {
                stage.intake().offer(work);
            }
        }
        if (store.approximateNumEntries() != window.size()) {
            takeUpStore();
        }
    }
}
