package dev.sluice.processor.admin.state;

import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WindowStatus;
import java.util.List;

/** Where this instance's state is known. Asked on an event loop: answers with copies that exist, and waits for nothing. */
public interface StateSource {
    /** How the scheduler stood last. */
    SchedulerStatus scheduler();

    /** How the window of each partition of this instance stood last. */
    List<WindowStatus> windows();
}
