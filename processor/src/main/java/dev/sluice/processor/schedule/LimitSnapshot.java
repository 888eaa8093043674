package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitNumbers;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.metrics.LimitStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How all limits do at one moment: what they count, and who stands in line at them. */
final class LimitSnapshot {
    /** All lines at the limits of one rule and dimension, since a rule may be for each tenant. */
    private record Term(String rule, Dimension dimension) {}

    /**
     * Those who stand there.
     *
     * @param since when the first of them came, in milliseconds since the epoch
     */
    private record Queue(long requests, long since) {
        static final Queue NOBODY = new Queue(0, Long.MAX_VALUE);

        Queue and(Queue other) {
            return new Queue(requests + other.requests, Math.min(since, other.since));
        }

        double oldestWaitSeconds(long now) {
            return requests == 0
                    ? 0
                    : Math.max(0, now - since) / (double) TimeUnit.SECONDS.toMillis(1);
        }
    }

    private LimitSnapshot() {}

    /**
     * Takes the time that it takes to look at each lane that is held.
     *
     * @param now in milliseconds since the epoch
     */
    static List<LimitStatus> of(Collection<LimitNumbers> limits, WaitingRoom room, long now) {
        Map<Term, Queue> queues = new HashMap<>();
        room.lines(
                (barrier, requests, since) -> {
                    if (barrier instanceof LimitBarrier held) {
                        queues.merge(
                                new Term(held.limit().rule(), held.limit().dimension()),
                                new Queue(requests, since),
                                Queue::and);
                    }
                });
        return limits.stream()
                .map(
                        limit -> {
                            Term term = new Term(limit.limit().rule(), limit.limit().dimension());
                            return status(limit, queues.getOrDefault(term, Queue.NOBODY), now);
                        })
                .toList();
    }

    private static LimitStatus status(LimitNumbers limit, Queue queue, long now) {
        return new LimitStatus(
                new LimitStatus.Name(
                        limit.limit().rule(),
                        kind(limit.limit().scope()),
                        limit.limit().dimension().label(),
                        limit.shadow()),
                limit.value(),
                limit.granted(),
                limit.held(),
                limit.inUse(),
                queue.requests(),
                queue.oldestWaitSeconds(now),
                limit.utilisation());
    }

    private static String kind(Scope scope) {
        String owner =
                scope instanceof Scope.Endpoint || scope instanceof Scope.EndpointModel
                        ? "endpoint"
                        : scope.isEach() ? "each-tenant" : "tenant";
        return scope.onlyModel().isPresent() ? owner + "-model" : owner;
    }
}
