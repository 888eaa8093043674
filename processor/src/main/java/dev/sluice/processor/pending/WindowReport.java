package dev.sluice.processor.pending;

import dev.sluice.processor.metrics.GroupName;
import dev.sluice.processor.metrics.WindowStatus;
import dev.sluice.processor.metrics.WindowStatus.Group;
import dev.sluice.processor.schedule.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** Tells others how a window stands: makes a copy on the stream thread, which any thread may read. */
final class WindowReport {
    /** Looking through so many requests takes about as long as a drain may. */
    private static final int MANY = 50_000;

    private final Window window;
    private int rounds;
    private long oldest = Long.MAX_VALUE;

    WindowReport(Window window) {
        this.window = window;
    }

    /** How it stands now. */
    WindowStatus take(long nowMillis) {
        if (rounds++ % (1 + window.size() / MANY) == 0) {
            oldest = oldest(window.entries());
        }
        return new WindowStatus(
                window.partition().partition(),
                window.size(),
                window.bytes(),
                window.parked(),
                window.parkedBytes(),
                window.isFull(),
                oldest == Long.MAX_VALUE
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(
                                Math.max(0, nowMillis - oldest)
                                        / (double) TimeUnit.SECONDS.toMillis(1)),
                groups(window.lanes().all()),
                System.nanoTime());
    }

    /** When the first of them was let in, as far as they can be read; in milliseconds since the epoch. */
    private static long oldest(Collection<Held> entries) {
        long oldest = Long.MAX_VALUE;
        for (Held held : entries) {
            Work work = held.work();
            if (work != null) {
                oldest = Math.min(oldest, work.subject().admittedAt().toEpochMilli());
            }
        }
        return oldest;
    }

    private static List<Group> groups(Collection<WindowLane> lanes) {
        Map<GroupName, Group> groups = new HashMap<>();
        for (WindowLane lane : lanes) {
            GroupName of = new GroupName(lane.name().tenant(), lane.name().model());
            groups.merge(
                    of,
                    new Group(of, lane.standing().inFlight(), lane.waiting(), lane.parked()),
                    WindowReport::sum);
        }
        return List.copyOf(groups.values());
    }

    private static Group sum(Group one, Group other) {
        return new Group(
                one.of(),
                one.inFlight() + other.inFlight(),
                one.waiting() + other.waiting(),
                one.parked() + other.parked());
    }
}
