package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd.Sign;
import dev.sluice.processor.dispatch.Remaining;
import dev.sluice.processor.dispatch.Remaining.Unit;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.support.EndpointConfigs;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** An endpoint that tells what remains of its limit never has to refuse a call, and is not left waiting. */
class ToldLimitTest {
    private static final int CALLS = 400;
    private static final int WINDOW = 10_000;

    /** Answers take less than anything takes to come back: what is told when it is past says nothing any more. */
    private static final int SLOWEST = 2_000;

    private static final int INTERVAL = 2_500;

    /** What an endpoint does with calls, in milliseconds of its own clock, which is everybody's. */
    private interface Endpoint {
        /** Takes a call, and tells what remains then. */
        Remaining take(long now);
    }

    /** So many calls in each window. */
    private static final class Windows implements Endpoint {
        private final int limit;
        private long window;
        private int taken;

        Windows(int limit) {
            this.limit = limit;
        }

        @Override
        public Remaining take(long now) {
            taken = now / WINDOW == window ? taken + 1 : 1;
            window = now / WINDOW;
            assertThat(taken).as("calls in a window").isLessThanOrEqualTo(limit);
            return remaining(limit - taken, (window + 1) * WINDOW);
        }
    }

    /** A bucket of so many, of which one comes back each interval. It tells when it will be full. */
    private static final class Bucket implements Endpoint {
        private final long size;
        private long fullAt;

        Bucket(int size) {
            this.size = size;
        }

        @Override
        public Remaining take(long now) {
            fullAt = Math.max(fullAt, now) + INTERVAL;
            long missing = fullAt - now;
            assertThat(missing).as("what the bucket lacks").isLessThanOrEqualTo(size * INTERVAL);
            return remaining((size * INTERVAL - missing) / INTERVAL, fullAt);
        }
    }

    private record Out(long call, long endsAt, Remaining told) {}

    private final Target target = new Target("a", "m", 1);
    private final PriorityQueue<Out> out = new PriorityQueue<>(Comparator.comparing(Out::endsAt));
    private long now = 1_000_000;
    private long sent;

    @Property(tries = 300)
    void inWindows(
            @ForAll @IntRange(min = 1, max = 60) int limit,
            @ForAll @IntRange(min = 1, max = 40) int atOnce,
            @ForAll long seed) {
        run(new Windows(limit), atOnce, new Random(seed));

        // A window is for a probe, and for the rest of the calls as they fit.
        long windows = 2L * (CALLS / limit + CALLS / (4L * atOnce)) + 4;
        assertThat(now - 1_000_000).isLessThan(windows * WINDOW);
    }

    @Property(tries = 300)
    void ofABucket(
            @ForAll @IntRange(min = 1, max = 60) int size,
            @ForAll @IntRange(min = 1, max = 40) int atOnce,
            @ForAll long seed) {
        run(new Bucket(size), atOnce, new Random(seed));

        long slowest = CALLS * (long) (INTERVAL + SLOWEST);
        assertThat(now - 1_000_000).isLessThan(slowest);
    }

    /** Sends whenever it may, the first one by itself; answers come after a time of their own. */
    private void run(Endpoint endpoint, int atOnce, Random random) {
        out.clear();
        now = 1_000_000;
        sent = 0;
        Breakers breakers =
                new Breakers(
                        Map.of("a", EndpointConfigs.of("http://a").breaker()),
                        () -> Instant.ofEpochMilli(now));
        TargetState state = new TargetState(target, breakers.make(target));
        while (sent < CALLS || !out.isEmpty()) {
            while (mayBeSent(state, atOnce)) {
                long call = state.depart();
                sent++;
                out.add(new Out(call, now + 1 + random.nextInt(SLOWEST), endpoint.take(now)));
            }
            Instant opensAt = state.opensAt(Instant.ofEpochMilli(now));
            long next = out.isEmpty() ? Long.MAX_VALUE : out.peek().endsAt();
            if (sent < CALLS && opensAt.isBefore(Instant.ofEpochMilli(next))) {
                now =
                        Math.max(
                                now + 1,
                                opensAt.isBefore(Instant.EPOCH) ? next : opensAt.toEpochMilli());
            } else {
                now = next;
            }
            while (!out.isEmpty() && out.peek().endsAt() <= now) {
                Out over = out.remove();
                Sign sign = Sign.WORKS.saying(List.of(over.told())).after(Duration.ZERO);
                state.release(over.call(), sign, Instant.ofEpochMilli(now));
            }
        }
    }

    private boolean mayBeSent(TargetState state, int atOnce) {
        boolean isFirst = sent == 0 || (sent == 1 && !out.isEmpty());
        return sent < CALLS
                && out.size() < (isFirst ? 1 : atOnce)
                && !state.opensAt(Instant.ofEpochMilli(now)).isAfter(Instant.ofEpochMilli(now))
                && state.acquire();
    }

    private static Remaining remaining(long count, long resetsAt) {
        return new Remaining(Unit.REQUESTS, count, Instant.ofEpochMilli(resetsAt));
    }
}
