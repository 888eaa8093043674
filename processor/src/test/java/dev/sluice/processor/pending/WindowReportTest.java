package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.metrics.GroupName;
import dev.sluice.processor.metrics.WindowStatus;
import dev.sluice.processor.metrics.WindowStatus.Group;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowReportTest extends ParkingFixture {
    WindowReportTest(@TempDir Path folder) {
        super(folder, false);
    }

    @Test
    void anEmptyWindowIsToldAtOnce() {
        WindowStatus status = only();

        assertThat(status.partition()).isEqualTo(PARTITION);
        assertThat(status.records()).isZero();
        assertThat(status.oldestWaitSeconds()).isEmpty();
        assertThat(status.groups()).isEmpty();
        assertThat(status.gated()).isFalse();
    }

    @Test
    void tellsOnceASecondWhatItHolds() {
        flood("tenant=held", 0, HALF);
        intake.hold();
        flood("tenant=held", HALF, HALF);
        intake.send(0);
        arrive(100, "tenant=free");
        now = now.plusSeconds(9);
        assertThat(only().records()).as("not told yet").isZero();

        tell();

        WindowStatus status = only();
        assertThat(status.records()).isEqualTo(windows.records());
        assertThat(status.bytes()).isEqualTo(windows.bytes());
        assertThat(status.parked()).isEqualTo(windows.parked());
        assertThat(status.records() + status.parked()).isEqualTo(2 * HALF + 1);
        assertThat(status.parkedBytes()).isPositive().isEqualTo(windows.parkedBytes());
        assertThat(status.oldestWaitSeconds()).hasValue(9);
        assertThat(status.groups())
                .containsExactlyInAnyOrder(
                        new Group(
                                new GroupName("held", "any"),
                                1,
                                windows.records() - 2,
                                windows.parked()),
                        new Group(new GroupName("free", "any"), 0, 1, 0));

        intake.answer(0, ANSWER);
        drain();
        tell();
        assertThat(only().records()).isEqualTo(status.records() - 1);
        assertThat(only().bytes()).isEqualTo(windows.bytes());
    }

    @Test
    void tellsThatItIsFull() {
        flood("", 0, HALF);
        intake.free();
        flood("", HALF, HALF);
        tell();

        assertThat(only().gated()).isTrue();
    }

    @Test
    void aWindowThatIsClosedIsToldNoLonger() {
        processor.close();

        assertThat(windows.statuses()).isEmpty();
    }

    private void tell() {
        punctuators(Duration.ofSeconds(1)).forEach(tell -> tell.getPunctuator().punctuate(0));
    }

    private WindowStatus only() {
        assertThat(windows.statuses()).hasSize(1);
        return windows.statuses().get(0);
    }
}
