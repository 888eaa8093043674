package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InstanceMetersTest {
    private final MetersFixture shown = new MetersFixture();

    /** Whoever tells it may be stuck. */
    @Test
    void theOldestWaitGrowsByItself() {
        shown.meters.instance().waitingSince(1_000);
        shown.now(3_500);
        assertThat(shown.lines("sluice_oldest_wait_seconds"))
                .containsExactly("sluice_oldest_wait_seconds 2.5");

        shown.meters.instance().nobodyWaits();
        assertThat(shown.lines("sluice_oldest_wait_seconds"))
                .containsExactly("sluice_oldest_wait_seconds 0.0");
    }

    @Test
    void tellsWhichStreamRuns() {
        boolean[] runs = {true};
        shown.meters.instance().stream("usage", () -> runs[0]);
        assertThat(shown.lines("sluice_stream_running"))
                .containsExactly("sluice_stream_running{stream=\"usage\"} 1.0");

        runs[0] = false;
        assertThat(shown.lines("sluice_stream_running"))
                .containsExactly("sluice_stream_running{stream=\"usage\"} 0.0");
    }

    @Test
    void countsThreadsThatFailed() {
        Runnable failed = shown.meters.instance().failedThreads("usage");
        assertThat(shown.lines("sluice_stream_failed_threads_total"))
                .containsExactly("sluice_stream_failed_threads_total{stream=\"usage\"} 0.0");

        failed.run();
        assertThat(shown.lines("sluice_stream_failed_threads_total"))
                .containsExactly("sluice_stream_failed_threads_total{stream=\"usage\"} 1.0");
    }

    @Test
    void restoresAreCountedWhenTheyAreOver() {
        RestoreMeters restores = shown.meters.restores();
        restores.began("one");
        restores.began("two");
        restores.read(7);
        assertThat(shown.lines("sluice_restoring_stores"))
                .containsExactly("sluice_restoring_stores 2.0");

        restores.ended("one");
        restores.suspended("two");
        restores.ended("three");
        assertThat(shown.lines("sluice_restoring_stores"))
                .containsExactly("sluice_restoring_stores 0.0");
        assertThat(shown.lines("sluice_restoring_seconds"))
                .containsExactly("sluice_restoring_seconds 0.0");
        assertThat(shown.lines("sluice_restore_seconds_count"))
                .containsExactly("sluice_restore_seconds_count 1");
        assertThat(shown.lines("sluice_restored_records_total"))
                .containsExactly("sluice_restored_records_total 7.0");
    }
}
