package dev.sluice.processor.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was taken for one call. {@link #release} or {@link #cancel} must follow, whatever became of the call; a correction
 * goes before. Belongs to the limiter's thread, and stays of use when the rules change.
 */
public final class Grant {
    /** Of a grant that does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    private final Outstanding outstanding;
    private final Ask ask;
    private final long number;
    private final long at;
    private final long day;
    private Bucket[] taken;
    private boolean settled;
    private boolean released;
    private long expiresAt = NEVER;

    // The others that are out.
    @Nullable Grant before;
    @Nullable Grant after;

    Grant(Outstanding outstanding, Ask ask, Bucket[] taken, long number, long at, long day) {
        this.outstanding = outstanding;
        this.ask = ask;
        this.taken = taken;
        this.number = number;
        this.at = at;
        this.day = day;
    }

    /** What was asked for, with the tokens that were taken. */
    public Ask ask() {
        return ask;
    }

    /**
     * Corrects the limits of tokens by what the call really took. Only the first time counts, and none after {@link
     * #release}. Without it the reservation stands.
     *
     * @param tokens of the prompt and the answer, at least 0
     * @return limits that may have room earlier than was told
     */
    public List<Limit> settle(long tokens, long now) {
        if (tokens < 0) {
            throw new IllegalArgumentException("negative tokens");
        }
        if (settled || released) {
            return List.of();
        }
        settled = true;
        long change = Math.min(tokens, Dimension.TOKENS_PER_DAY.max()) - ask.tokens();
        return change == 0 ? List.of() : freed(taken, bucket -> bucket.settle(this, change, now));
    }

    /**
     * The call ended. Only the first time counts.
     *
     * @return limits that have room now and may have had none before
     */
    public List<Limit> release() {
        if (released) {
            return List.of();
        }
        released = true;
        outstanding.remove(this);
        return freed(taken, bucket -> bucket.release(this));
    }

    /**
     * The call was not made, and nothing was sent. All is given back; does nothing after {@link #release}, and no more than
     * that after {@link #settle}.
     *
     * @return limits that may have room now, or earlier than was told
     */
    public List<Limit> cancel(long now) {
        if (settled || released) {
            return release();
        }
        List<Limit> freed = freed(taken, bucket -> bucket.cancel(this, now));
        freed.addAll(release());
        return freed;
    }

    /**
     * When it is too late to send the call, in nanoseconds of the limiter's clock; {@link #NEVER} where that does not
     * matter. Then it has to be cancelled.
     */
    public long expiresAt() {
        return expiresAt;
    }

    /** The call is being sent, at a time before it expires. Without that, it counts as sent at the last moment. */
    public void sent(long now) {
        if (!released) {
            for (Bucket bucket : taken) {
                bucket.sent(this, now);
            }
        }
    }

    /** It is of no use later than this. */
    void expires(long at) {
        expiresAt = Math.min(expiresAt, at);
    }

    /** When it was given. */
    long at() {
        return at;
    }

    /** On which day of UTC it was given. */
    long day() {
        return day;
    }

    /** Grows from grant to grant. */
    long number() {
        return number;
    }

    /** A limit on concurrency came after the call had begun: it counts all the same. */
    void join(Bucket bucket, long now) {
        boolean concurrency =
                bucket instanceof ConcurrencyBucket || bucket instanceof SharedConcurrencyBucket;
        if (concurrency && !Arrays.asList(taken).contains(bucket)) {
            taken = Arrays.copyOf(taken, taken.length + 1);
            taken[taken.length - 1] = bucket;
            bucket.join(this, now);
        }
    }

    private static List<Limit> freed(Bucket[] buckets, Predicate<Bucket> change) {
        List<Limit> freed = new ArrayList<>(buckets.length);
        for (Bucket bucket : buckets) {
            // A shadow holds nobody.
            if (change.test(bucket) && !bucket.isShadow()) {
                freed.add(bucket.limit());
            }
        }
        return freed;
    }
}
