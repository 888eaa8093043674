package dev.sluice.processor.schedule;

import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitNumbers;
import dev.sluice.processor.metrics.GroupName;
import dev.sluice.processor.metrics.LimitStatus;
import dev.sluice.processor.metrics.LimitUse;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WaitingGroup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Takes pictures of the scheduler for those who look from outside. Belongs to the scheduler's thread, but for {@link #latest}.
 */
final class StatusSnapshot {
    private final WaitingRoom room;
    private final InstantSource clock;
    private final boolean shared;
    private final RecentGrants recent = new RecentGrants();
    private volatile SchedulerStatus latest =
            new SchedulerStatus(List.of(), List.of(), 0, System.nanoTime());

    /**
     * @param room where requests wait
     * @param shared whether several instances share the limits
     */
    StatusSnapshot(WaitingRoom room, InstantSource clock, boolean shared) {
        this.room = room;
        this.clock = clock;
        this.shared = shared;
    }

    /** The last one. Any thread. */
    SchedulerStatus latest() {
        return latest;
    }

    /** Requests of one tenant for one model. */
    private static final class Group {
        private final Map<Cause, Long> causes = new HashMap<>();
        private long since = Long.MAX_VALUE;

        void add(Cause cause, long requests, long enteredAt) {
            causes.merge(cause, requests, Long::sum);
            since = Math.min(since, enteredAt);
        }

        WaitingGroup told(GroupName of, long now) {
            return new WaitingGroup(
                    of,
                    Math.max(0, now - since) / (double) TimeUnit.SECONDS.toMillis(1),
                    causes.entrySet().stream()
                            .map(
                                    held ->
                                            new WaitingGroup.Cause(
                                                    held.getKey().scope(),
                                                    held.getKey().dimension(),
                                                    held.getValue()))
                            .sorted(
                                    Comparator.comparingLong(WaitingGroup.Cause::requests)
                                            .reversed())
                            .toList());
        }
    }

    /**
     * Takes the time that it takes to look at each lane, and at each request that waits for another reason.
     *
     * @param numbers how the limits do
     * @param statuses the same for the meters, in the same order
     * @param inFlight calls that are out
     */
    void take(List<LimitNumbers> numbers, List<LimitStatus> statuses, int inFlight) {
        long nanos = System.nanoTime();
        recent.add(statuses, nanos);
        List<LimitUse> limits = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            limits.add(use(numbers.get(i), statuses.get(i)));
        }
        latest = new SchedulerStatus(limits, groups(clock.millis()), inFlight, nanos);
    }

    private LimitUse use(LimitNumbers numbers, LimitStatus status) {
        boolean ofCalls = numbers.limit().dimension() == Dimension.CONCURRENT;
        return new LimitUse(
                status,
                new LimitBarrier(numbers.limit()).cause().scope(),
                shared && !ofCalls && !numbers.shadow(),
                share(numbers, status));
    }

    /** A limit for each tenant has no one value to be a share of, and of tokens only the sum of all is counted. */
    private OptionalDouble share(LimitNumbers numbers, LimitStatus status) {
        if (numbers.limit().scope().isEach()) {
            return OptionalDouble.empty();
        }
        return switch (numbers.limit().dimension()) {
            case CONCURRENT -> OptionalDouble.of((double) status.inUse() / status.value());
            case REQUESTS_PER_MINUTE ->
                    OptionalDouble.of((double) recent.inLastMinute(status.name()) / status.value());
            case TOKENS_PER_MINUTE, TOKENS_PER_DAY -> OptionalDouble.empty();
        };
    }

    private List<WaitingGroup> groups(long now) {
        Map<GroupName, Group> groups = new HashMap<>();
        room.each(
                lane ->
                        group(groups, lane.key().turn().tenant(), lane.key().model())
                                .add(lane.cause(), lane.size(), lane.since()),
                (work, cause) -> {
                    var request = work.subject().request();
                    group(groups, request.getTenant(), request.getModel())
                            .add(cause, 1, work.subject().admittedAt().toEpochMilli());
                });
        return groups.entrySet().stream()
                .map(group -> group.getValue().told(group.getKey(), now))
                .toList();
    }

    private static Group group(Map<GroupName, Group> groups, String tenant, String model) {
        return groups.computeIfAbsent(new GroupName(tenant, model), any -> new Group());
    }
}
