package dev.sluice.processor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SlidingSumTest {
    private static final class Entry {
        private final long at;
        private long amount;

        Entry(long at, long amount) {
            this.at = at;
            this.amount = amount;
        }
    }

    /** Between what came in the window, and in a window that is longer by a slot. */
    @Property
    void isWhatCameInTheWindow(@ForAll long seed) {
        SlidingSum sum = new SlidingSum();
        List<Entry> all = new ArrayList<>();
        Random random = new Random(seed);
        long now = -Pacing.WINDOW;
        for (int i = 0; i < 500; i++) {
            now += random.nextInt(3) == 0 ? random.nextLong(Pacing.WINDOW / 10) : random.nextInt(9);
            if (!all.isEmpty() && random.nextInt(4) == 0) {
                Entry entry = all.get(random.nextInt(all.size()));
                long change = random.nextLong(20) - Math.min(entry.amount, 10);
                sum.correct(change, entry.at);
                entry.amount += change;
            } else {
                Entry entry = new Entry(now, random.nextLong(100));
                sum.forget(now);
                sum.add(entry.amount, now);
                all.add(entry);
            }
            sum.forget(now);

            assertThat(sum.total())
                    .isBetween(
                            since(all, now - Pacing.WINDOW + 1),
                            since(all, now - Pacing.WINDOW - Pacing.TOLERANCE + 1));
        }
        leavesWhenItSays(sum, now);
    }

    private static void leavesWhenItSays(SlidingSum sum, long now) {
        while (sum.total() > 0) {
            long half = (sum.total() + 1) / 2;
            long rest = sum.total() - half;
            long left = sum.whenLeft(half);
            assertThat(left).isGreaterThan(now);

            sum.forget(left - 1);
            assertThat(sum.total()).isGreaterThan(rest);
            sum.forget(left);
            assertThat(sum.total()).isLessThanOrEqualTo(rest);
        }
    }

    private static long since(List<Entry> all, long from) {
        return all.stream()
                .filter(entry -> entry.at >= from)
                .mapToLong(entry -> entry.amount)
                .sum();
    }
}
