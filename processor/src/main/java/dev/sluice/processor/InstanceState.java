package dev.sluice.processor;

import dev.sluice.processor.admin.state.StateSource;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WindowStatus;
import dev.sluice.processor.pending.Windows;
import dev.sluice.processor.schedule.SchedulerLoop;
import java.util.List;

/**
 * The state of this instance for those who ask over HTTP.
 *
 * @param loop the scheduler
 * @param open the windows
 */
record InstanceState(SchedulerLoop loop, Windows open) implements StateSource {
    @Override
    public SchedulerStatus scheduler() {
        return loop.status();
    }

    @Override
    public List<WindowStatus> windows() {
        return open.statuses();
    }
}
