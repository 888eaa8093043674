package dev.sluice.processor.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class BucketsTest {
    private static final long DAY = 86_400_000;

    @Property
    void whateverIsWithinTheWindowIsInABucketThatIsLookedThrough(
            @ForAll @LongRange(min = 60_000, max = 30 * DAY) long window,
            @ForAll @LongRange(min = 31 * DAY, max = 40_000 * DAY) long now,
            @ForAll @LongRange(min = 0, max = 30 * DAY) long age) {
        Buckets buckets = new Buckets(window);
        long time = now - age % window;

        long present = buckets.start(now);

        assertThat(buckets.start(time)).isBetween(time - window + 1, time);
        assertThat(buckets.start(time)).isIn(present, buckets.before(present));
        assertThat(buckets.retention().toMillis()).isGreaterThan(window);
    }
}
