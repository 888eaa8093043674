package dev.sluice.processor.limit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One request's way past all limits that count it: nothing is taken before all have agreed. Used again for the next one. */
final class Round {
    /** Four scopes of four dimensions each. */
    private static final int MOST = 16;

    private final Bucket[] asked = new Bucket[MOST];
    private final Bucket[] agreed = new Bucket[MOST];
    private int count;
    private int size;
    private Room worst = Room.Plain.NOW;
    private @Nullable Bucket holder;

    void begin() {
        Arrays.fill(asked, 0, count, null);
        Arrays.fill(agreed, 0, size, null);
        count = 0;
        size = 0;
        worst = Room.Plain.NOW;
        holder = null;
    }

    /** These count the request, too. */
    void add(Bucket[] buckets) {
        System.arraycopy(buckets, 0, asked, count, buckets.length);
        count += buckets.length;
    }

    /**
     * Asks all of them. A guess is cut to what each of them can ever have, or to a part of that, since otherwise it might
     * hold the request for ever.
     *
     * @return the request as it was asked for
     */
    Ask ask(Ask ask, long now) {
        long tokens = ask.tokens();
        for (int i = 0; i < count; i++) {
            if (!asked[i].isShadow()) {
                tokens = Math.min(tokens, ask.within(asked[i].mostTokens()));
            }
        }
        Ask cut = ask.of(tokens);
        for (int i = 0; i < count; i++) {
            ask(asked[i], cut, now);
        }
        return cut;
    }

    private void ask(Bucket bucket, Ask ask, long now) {
        Room room = bucket.room(ask.within(bucket.mostTokens()), now);
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
