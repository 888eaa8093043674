package dev.sluice.processor.pending;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The parked requests of one task, on disk: the {@link ParkRows} of its store. In memory it keeps one number. */
final class Park {
    /** Stands for the deadline in a place of a lane where requests go by their age alone. */
    private static final long BY_AGE = Long.MIN_VALUE;

    private static final long BEFORE_ALL = Long.MIN_VALUE;

    private final KeyValueStore<Bytes, byte[]> store;
    private final boolean ordered;

    /** The earliest deadline of a parked request, or an earlier one. */
    private long earliestDeadline = BEFORE_ALL;

    /**
     * @param ordered whether requests of one record key keep their order
     */
    Park(KeyValueStore<Bytes, byte[]> store, boolean ordered) {
        this.store = store;
        this.ordered = ordered;
    }

    /** Whether requests of one record key keep their order. */
    boolean isOrdered() {
        return ordered;
    }

    /** Hears of what is in the store. */
    interface Listener {
        void found(LaneName lane, ParkedPlace place, int bytes);
    }

    /** Tells of every parked request, lane by lane. */
    void forEach(Listener listener) {
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.range(ParkRows.firstRequest(), ParkRows.firstDeadline())) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> row = rows.next();
                listener.found(
                        ParkRows.lane(row.key.get()), ParkRows.place(row.key), row.value.length);
            }
        }
    }

    /** The lane where a request has to be parked because an older one of its record key is. */
    Optional<LaneName> behind(byte @Nullable [] recordKey, long offset) {
        if (!ordered || recordKey == null) {
            return Optional.empty();
        }
        byte[] line = store.get(ParkRows.recordKey(ByteBuffer.wrap(recordKey)));
        return Optional.ofNullable(line)
                .map(KeyLine::read)
                .filter(known -> known.noneBefore() <= offset)
                .map(KeyLine::lane);
    }

    /**
     * Parks a request.
     *
     * @param deadline the request's
     * @return its place and its bytes
     */
    Parked put(LaneName lane, long deadline, long offset, PendingEntry entry) {
        ParkedPlace place = new ParkedPlace(ordered ? BY_AGE : deadline, offset);
        byte[] bytes = EntryCodec.encode(entry);
        Bytes row = ParkRows.request(lane, place);
        store.put(row, bytes);
        if (deadline != Deadlines.NEVER) {
            store.put(ParkRows.deadline(deadline, offset), row.get());
            earliestDeadline = Math.min(earliestDeadline, deadline);
        }
        if (ordered && entry.getKey() != null) {
            Bytes key = ParkRows.recordKey(entry.getKey());
            byte[] line = store.get(key);
            KeyLine next =
                    line == null ? new KeyLine(1, offset, lane) : KeyLine.read(line).withOneMore();
            store.put(key, next.bytes());
        }
        return new Parked(lane, place, bytes);
    }

    /** The rows of a lane in their order, from a place on. */
    KeyValueIterator<Bytes, byte[]> rows(LaneName lane, ParkedPlace from) {
        // From where the last was taken: what is deleted before is still in the way for a while.
        return store.range(
                ParkRows.request(lane, from),
                ParkRows.request(lane, new ParkedPlace(Long.MAX_VALUE, Long.MAX_VALUE)));
    }

    /**
     * Takes back the first request of a lane.
     *
     * @param row the first of its {@link #rows}
     */
    Parked takeFirst(KeyValue<Bytes, byte[]> row) {
        return take(row.key, row.value, ParkRows.place(row.key).offset() + 1);
    }

    /** Takes back requests whose deadline has passed, some at a time. */
    List<Parked> takeOverdue(long nowMillis, int atMost) {
        if (nowMillis < earliestDeadline) {
            return List.of();
        }
        List<Parked> taken = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> rows =
                store.range(
                        ParkRows.deadline(earliestDeadline, BEFORE_ALL),
                        ParkRows.deadline(Deadlines.NEVER, Long.MAX_VALUE))) {
            earliestDeadline = Deadlines.NEVER;
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> next = rows.next();
                long deadline = ParkRows.place(next.key).deadline();
                if (deadline > nowMillis || taken.size() == atMost) {
                    earliestDeadline = deadline;
                    break;
                }
                Bytes row = Bytes.wrap(next.value);
                taken.add(take(row, store.get(row), BEFORE_ALL));
            }
        }
        return taken;
    }

    private Parked take(Bytes row, byte[] bytes, long youngerThan) {
        ParkedPlace place = ParkRows.place(row);
        store.delete(row);
        if (place.deadline() == BY_AGE) {
            PendingEntry entry = EntryCodec.decode(bytes);
            forgetDeadline(entry.getDeadline(), place.offset());
            if (entry.getKey() != null) {
                shorten(ParkRows.recordKey(entry.getKey()), youngerThan);
            }
        } else if (place.deadline() != Deadlines.NEVER) {
            forgetDeadline(place.deadline(), place.offset());
        }
        return new Parked(ParkRows.lane(row.get()), place, bytes);
    }

    private void forgetDeadline(@Nullable Long deadline, long offset) {
        if (deadline != null) {
            store.delete(ParkRows.deadline(deadline, offset));
        }
    }

    private void shorten(Bytes key, long youngerThan) {
        byte[] line = store.get(key);
        if (line != null) {
            KeyLine left = KeyLine.read(line).withoutOne(youngerThan);
            store.put(key, left.count() == 0 ? null : left.bytes());
        }
    }
}
