package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.metrics.LimitStatus;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RecentGrantsTest {
    private static final LimitStatus.Name ONE =
            new LimitStatus.Name("one", "tenant", "requests-per-minute", false);

    private final RecentGrants recent = new RecentGrants();

    @Test
    void whatIsLongAgoDoesNotCount() {
        assertThat(recent.inLastMinute(ONE)).isZero();
        for (int second = 0; second <= 100; second++) {
            add(second, 2L * second);
        }
        assertThat(recent.inLastMinute(ONE)).isEqualTo(120);
        add(500, 203);
        assertThat(recent.inLastMinute(ONE)).as("all since the one before").isEqualTo(3);
        add(501, 203);
        assertThat(recent.inLastMinute(ONE)).isEqualTo(3);
        add(561, 203);
        assertThat(recent.inLastMinute(ONE)).isZero();
    }

    @Test
    void aLimitThatIsSetAgainCountsFromNothing() {
        add(0, 100);
        add(1, 4);

        assertThat(recent.inLastMinute(ONE)).isEqualTo(4);

        recent.add(List.of(), Duration.ofSeconds(2).toNanos());
        assertThat(recent.inLastMinute(ONE)).isZero();
    }

    private void add(long second, long granted) {
        recent.add(
                List.of(new LimitStatus(ONE, 600, granted, 0, 0, 0, 0, OptionalDouble.empty())),
                Duration.ofSeconds(second).toNanos());
    }
}
