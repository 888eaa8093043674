package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PendingConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final TopicPartition P0 = new TopicPartition("requests", 0);
    private static final TopicPartition P1 = new TopicPartition("requests", 1);

    private final Windows windows = new Windows(new PendingConfig(2, 1_000, 0, 1_000));
    private final Window first = windows.open(P0);
    private final Window second = windows.open(P1);

    @Test
    void aWindowThatIsFullClosesItsOwnGate() {
        first.hold(1, held(10));
        assertThat(windows.full(P0)).isFalse();
        first.hold(2, held(10));
        assertThat(windows.full(P0)).isTrue();
        assertThat(windows.full(P1)).isFalse();

        assertThat(first.release(1)).isNotNull();

        assertThat(windows.full(P0)).isFalse();
        assertThat(windows.peak()).isEqualTo(2);
    }

    @Test
    void bytesCloseAllGates() {
        first.hold(1, held(600));
        second.hold(1, held(399));
        assertThat(windows.full(P0)).isFalse();

        second.hold(2, held(1));

        assertThat(windows.full(P0)).isTrue();
        assertThat(windows.bytes()).isEqualTo(1_000);
        assertThat(windows.records()).isEqualTo(3);
    }

    @Test
    void aStopClosesAllGatesForGood() {
        windows.shut();

        assertThat(windows.full(P0)).isTrue();
        windows.close(second);
        assertThat(windows.full(P1)).as("without a window").isTrue();
    }

    @Test
    void tellsWhetherAnythingDeliveredWaits() {
        assertThat(windows.hasDeliveries()).isFalse();

        second.giveBack(1);
        assertThat(windows.hasDeliveries()).isTrue();

        assertThat(second.next()).isNotNull();
        assertThat(windows.hasDeliveries()).isFalse();
    }

    @Test
    void aWindowThatIsClosedHoldsNothing() {
        first.hold(1, held(600));
        Window next = windows.open(P0);

        windows.close(first);

        assertThat(windows.bytes()).isZero();
        next.hold(1, held(10));
        assertThat(windows.size(P0)).as("the one opened since").isEqualTo(1);
    }

    @Test
    void whatIsReleasedTwiceIsReleasedOnce() {
        first.hold(1, held(600));

        assertThat(first.release(1)).isNotNull();
        assertThat(first.release(1)).isNull();

        assertThat(windows.bytes()).isZero();
        assertThat(windows.records()).isZero();
    }

    private static Held held(int bytes) {
        return new Held(null, new RecordHeaders(), bytes);
    }
}
