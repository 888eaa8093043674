package dev.sluice.processor.limit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One request's way past all limits that count it: nothing is taken before all have agreed. Used again for the next one. */
final class Round {
    /** Four scopes of four dimensions each. */
    private static final int MOST = 16;

    private final Bucket[] agreed = new Bucket[MOST];
    private int size;
    private Room worst = Room.Plain.NOW;
    private @Nullable Bucket holder;

    void begin() {
        Arrays.fill(agreed, 0, size, null);
        size = 0;
        worst = Room.Plain.NOW;
        holder = null;
    }

    void ask(Bucket[] buckets, long tokens, long now) {
        for (Bucket bucket : buckets) {
            Room room = bucket.room(tokens, now);
            if (room == Room.Plain.NOW) {
                agreed[size++] = bucket;
            } else if (bucket.isShadow()) {
                // What it would have held back, it does not count as gone.
                bucket.term().tally().held();
            } else if (room.isWorseThan(worst)) {
                worst = room;
                holder = bucket;
            }
        }
    }

    /** The bucket that holds the request; none if all agree. */
    @Nullable Bucket holder() {
        return holder;
    }

    /** When the holder has room. */
    Room room() {
        return worst;
    }

    /** Those that agree and have to count the request. */
    Bucket[] agreed() {
        return Arrays.copyOf(agreed, size);
    }
}
