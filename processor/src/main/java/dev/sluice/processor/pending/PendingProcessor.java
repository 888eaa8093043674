package dev.sluice.processor.pending;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.schedule.Work;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Position;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
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
    private static final Duration DRAIN_INTERVAL = Duration.ofMillis(1);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(30);

    /** How often a window that gets full is looked through for what may be parked. */
    private static final Duration RELIEF_INTERVAL = Duration.ofMillis(100);

    /** How often it is told how the window stands. */
    private static final Duration TELL_INTERVAL = Duration.ofSeconds(1);

    /** Deliveries handled before the thread polls again. */
    private static final int DRAIN_BATCH = 500;

    private final PendingStage stage;
    private ProcessorContext<byte[], byte[]> context;
    private KeyValueStore<Long, byte[]> store;
    private RequestReader reader;
    private Window window;
    private Parking parking;
    private Outflow outflow;
    private @Nullable Cancellable drain;
    private @Nullable Cancellable takeBack;

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
        reader = stage.reader().in(processorContext);
        outflow =
                new Outflow(context, store, window, stage.clock(), stage.listener(), stage.usage());
        KeyValueStore<Bytes, byte[]> parked = context.getStateStore(PendingStage.PARKED_STORE);
        parking = new Parking(window, new Park(parked, stage.ordered()), stage.windows().bounds());
        parking.restore();
        takeUpStore();
        mindParked();
        context.schedule(SWEEP_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> sweep());
        context.schedule(RELIEF_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> relieve());
        context.schedule(TELL_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> tell());
        tell();
    }

    @Override
    public void process(Record<byte[], Arrival> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        long offset = metadata.offset();
        PendingEntry entry = EntryCodec.entry(record, stage.clock().instant());
        Verdict verdict = record.value().verdict();
        if (verdict instanceof Verdict.Ready ready) {
            ChatRequest request = ready.subject().request();
            Optional<LaneName> lane = parking.lane(request, record.key(), offset);
            if (lane.isPresent()) {
                park(lane.get(), request, offset, entry);
                return;
            }
        }
        store.put(offset, EntryCodec.encode(entry));
        hold(offset, record.key(), record.headers(), record.value().value());
        submit(offset, verdict, Past.NONE, Instant.EPOCH);
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
        hold(offset, entry);
        submit(offset, entry);
    }

    private void park(LaneName lane, ChatRequest request, long offset, PendingEntry entry) {
        parking.park(lane, request, offset, entry);
        mindParked();
    }

    private void mindParked() {
        if (takeBack == null && !parking.isEmpty()) {
            takeBack =
                    context.schedule(
                            DRAIN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> takeBack());
        }
    }

    private void takeBack() {
        parking.takeBack(stage.clock().millis(), this::unpark);
        if (parking.isEmpty() && takeBack != null) {
            takeBack.cancel();
            takeBack = null;
        }
    }

    private void unpark(Parked parked) {
        PendingEntry entry = EntryCodec.decode(parked.entry());
        store.put(parked.offset(), parked.entry());
        Held held = hold(parked.offset(), entry);
        Long deadline = entry.getDeadline();
        window.enter(held, parked.lane(), deadline == null ? Deadlines.NEVER : deadline);
        Instant admittedAt = Micros.toInstant(entry.getAdmittedAt());
        held.parked(Duration.between(admittedAt, stage.clock().instant()));
        submit(parked.offset(), entry);
    }

    private void submit(long offset, PendingEntry entry) {
        submit(offset, read(offset, entry), PastCodec.past(entry), PastCodec.notBefore(entry));
    }

    private Verdict read(long offset, PendingEntry entry) {
        TopicPartition partition = window.partition();
        return reader.read(
                new Position(partition.topic(), partition.partition(), offset),
                Instant.ofEpochMilli(entry.getTimestamp()),
                Micros.toInstant(entry.getAdmittedAt()),
                EntryCodec.bytes(entry.getValue()));
    }

    private Held hold(long offset, PendingEntry entry) {
        ByteBuffer key = entry.getKey();
        return hold(
                offset,
                key == null ? null : EntryCodec.bytes(key),
                EntryCodec.unpack(entry.getHeaders()),
                EntryCodec.bytes(entry.getValue()));
    }

    private Held hold(long offset, byte @Nullable [] key, Headers headers, byte[] value) {
        Held held = new Held(key, headers, EntryCodec.size(key, value, headers));
        window.hold(offset, held);
        if (drain == null) {
            drain =
                    context.schedule(
                            DRAIN_INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> drain());
        }
        return held;
    }

    private void submit(long offset, Verdict verdict, Past past, Instant notBefore) {
        if (verdict instanceof Verdict.Ready ready) {
            Held held = window.find(offset);
            if (held != null) {
                submit(offset, held, ready.subject(), past, notBefore);
            }
        } else if (verdict instanceof Verdict.Refused refused) {
            window.deliver(offset, refused.outcome());
        } else if (verdict instanceof Verdict.Dropped) {
            outflow.drop(offset);
        } else if (verdict instanceof Verdict.AwaitingSchema awaiting) {
            Window owner = window;
            reader.whenReadable(awaiting.schemaId(), () -> owner.readable(offset));
        }
    }

    private void submit(long offset, Held held, Subject subject, Past past, Instant notBefore) {
        ChatRequest request = subject.request();
        Optional<LaneName> behind = parking.behind(held.key(), offset);
        if (behind.isPresent()) {
            // It could not be read when it came, or it would have been parked then.
            parkHeld(offset, behind.get(), request);
            return;
        }
        WindowLane lane = window.enter(held, LaneName.of(request), Deadlines.of(request));
        Work work = new Work(subject, window, lane.standing(), held.key(), past, notBefore);
        work.parked(held.parked());
        held.work(work);
        stage.intake().offer(work);
    }

    private void relieve() {
        parking.surplus().forEach(stage.intake()::withdraw);
        // Where nothing is pending, no drain does it.
        commitIfDue();
    }

    private void tell() {
        window.tell(stage.clock().millis());
    }

    private void parkHeld(long offset) {
        Held held = window.find(offset);
        Work work = held == null ? null : held.work();
        if (work != null) {
            ChatRequest request = work.subject().request();
            parkHeld(offset, LaneName.of(request), request);
        }
    }

    private void parkHeld(long offset, LaneName lane, ChatRequest request) {
        window.release(offset);
        park(lane, request, offset, EntryCodec.decode(store.delete(offset)));
    }

    private void drain() {
        for (int i = 0; i < DRAIN_BATCH; i++) {
            Delivery delivery = window.next();
            if (delivery == null) {
                break;
            }
            if (delivery instanceof Delivery.Finished finished) {
                outflow.finish(finished.offset(), finished.outcome());
            } else if (delivery instanceof Delivery.Postponed postponed) {
                outflow.postpone(postponed);
                stage.commits().hurry();
            } else if (delivery instanceof Delivery.Piece piece) {
                outflow.publish(piece);
            } else if (delivery instanceof Delivery.GivenBack) {
                parkHeld(delivery.offset());
            } else {
                readAgain(delivery.offset());
            }
        }
        outflow.post();
        commitIfDue();
        window.uncommitted(stage.commits().pending());
        if (!window.isBusy() && drain != null) {
            drain.cancel();
            drain = null;
        }
    }

    private void commitIfDue() {
        if (stage.commits().due()) {
            context.commit();
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
