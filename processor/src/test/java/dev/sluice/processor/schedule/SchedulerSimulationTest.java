package dev.sluice.processor.schedule;

import org.junit.jupiter.api.Test;

/**
 * Over many made-up schedules: never more calls than allowed, never two for one request at a time, nothing sent or
 * delivered for a task that is closed, nothing sent beyond its deadline, and one outcome for each request in the end.
 */
class SchedulerSimulationTest {
    private static final int SCHEDULES = 2_500;

    @Test
    void everyScheduleEndsWithOneOutcomeOfEachRequest() {
        for (long seed = 0; seed < SCHEDULES; seed++) {
            try {
                new SchedulerSimulation(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("With seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
