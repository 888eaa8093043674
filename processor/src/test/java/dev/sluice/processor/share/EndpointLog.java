package dev.sluice.processor.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the endpoint saw: judges by its own clock, after the fact. */
final class EndpointLog {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    /** A call; it ends when the endpoint has answered or its connection has gone. */
    static final class Seen {
        private final long from;
        private final long tokens;
        private long to = Long.MAX_VALUE;

        Seen(long from, long tokens) {
            this.from = from;
            this.tokens = tokens;
        }

        void ended(long at) {
            to = Math.min(to, Math.max(from, at));
        }
    }

    private final List<Seen> calls = new ArrayList<>();

    Seen arrived(long at, long tokens) {
        Seen seen = new Seen(at, tokens);
        calls.add(seen);
        return seen;
    }

    int calls() {
        return calls.size();
    }

    /** The most requests in any window of a minute. */
    long mostRequests() {
        return most(seen -> 1);
    }

    /** The most tokens in any window of a minute. */
    long mostTokens() {
        return most(seen -> seen.tokens);
    }

    /** The most calls at the same time. */
    long mostAtOnce() {
        List<long[]> steps = new ArrayList<>();
        for (Seen seen : calls) {
            steps.add(new long[] {seen.from, 1});
            steps.add(new long[] {seen.to, -1});
        }
        steps.sort(
                Comparator.<long[]>comparingLong(step -> step[0]).thenComparing(step -> step[1]));
        long current = 0;
        long most = 0;
        for (long[] step : steps) {
            current += step[1];
            most = Math.max(most, current);
        }
        return most;
    }

    void check(long requests, long tokens, long concurrent) {
        assertThat(mostRequests()).as("requests in a minute").isLessThanOrEqualTo(requests);
        assertThat(mostTokens()).as("tokens in a minute").isLessThanOrEqualTo(tokens);
        assertThat(mostAtOnce()).as("calls at once").isLessThanOrEqualTo(concurrent);
    }

    private long most(java.util.function.ToLongFunction<Seen> weight) {
        calls.sort(Comparator.comparingLong(seen -> seen.from));
        long sum = 0;
        long most = 0;
        int oldest = 0;
        for (Seen seen : calls) {
            sum += weight.applyAsLong(seen);
            while (calls.get(oldest).from <= seen.from - MINUTE) {
                sum -= weight.applyAsLong(calls.get(oldest++));
            }
            most = Math.max(most, sum);
        }
        return most;
    }
}
