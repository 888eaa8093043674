package dev.sluice.processor.pending;

import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.usage.Postings;
import dev.sluice.processor.usage.UsageStage;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** What leaves a window: outcomes, with which the store forgets their requests, and what comes before them. */
final class Outflow {
    /** Header of an outcome: when it was forwarded, in microseconds since the epoch, 8 bytes big-endian. */
    static final String FORWARDED_AT = "sluice-forwarded-at";

    private final ProcessorContext<byte[], byte[]> context;
    private final KeyValueStore<Long, byte[]> store;
    private final Window window;
    private final InstantSource clock;
    private final OutcomeListener listener;
    private final boolean usage;
    private final Postings postings = new Postings();

    Outflow(
            ProcessorContext<byte[], byte[]> context,
            KeyValueStore<Long, byte[]> store,
            Window window,
            InstantSource clock,
            OutcomeListener listener,
            boolean usage) {
        this.context = context;
        this.store = store;
        this.window = window;
        this.clock = clock;
        this.listener = listener;
        this.usage = usage;
    }

    /** Forwards a request's outcome and forgets the request. */
    void finish(long offset, Outcome outcome) {
        Instant now = clock.instant();
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
        listener.forwarded(outcome);
        if (usage) {
            postings.add(outcome.bill(), now);
        }
    }

    /** Passes on what the outcomes forwarded since add to usage; before anything can commit. */
    void post() {
        if (postings.isEmpty()) {
            return;
        }
        postings.post(clock.instant(), record -> context.forward(record, UsageStage.DELTAS));
    }

    /** Forgets a request that has no outcome. */
    void drop(long offset) {
        if (window.release(offset) != null) {
            store.delete(offset);
        }
    }

    /** Forwards a piece of an answer. */
    void publish(Delivery.Piece piece) {
        Held held = window.find(piece.offset());
        if (held != null) {
            // Its headers stay the outcome's.
            Headers headers = new RecordHeaders(held.headers());
            long now = clock.instant().toEpochMilli();
            context.forward(
                    new Record<>(held.key(), EntryCodec.bytes(piece.value()), now, headers),
                    PendingStage.CHUNKS);
        }
    }

    /** What was done for the request has to survive a restart. */
    void postpone(Delivery.Postponed postponed) {
        byte[] stored = store.get(postponed.offset());
        if (stored != null) {
            PendingEntry entry = EntryCodec.decode(stored);
            PastCodec.put(entry, postponed.past(), postponed.notBefore());
            store.put(postponed.offset(), EntryCodec.encode(entry));
        }
    }
}
