package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PendingConfig;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RoomTest {
    private static final long BYTES = 1 << 20;

    @Property
    void whoeverIsHeldBackAloneHasHalfOfTheWindow(
            @ForAll @IntRange(min = 1, max = 5_000) int window) {
        assertThat(flood(window, 0, 0)).isEqualTo(Math.max(1, (window + 1) / 2));
    }

    /** Lanes that are held back come one after the other, each with more than any window holds. */
    @Property
    void manyFloodsOneAfterTheOtherLeaveRoom(
            @ForAll @IntRange(min = 100, max = 5_000) int window,
            @ForAll @IntRange(min = 0, max = 100) int percent) {
        int lanes = (int) (Math.sqrt(8.0 * window) * percent / 100);
        int held = 0;
        for (int i = 0; i < lanes; i++) {
            held += flood(window, held, 0);
        }

        assertThat(held).isLessThan(window);
        assertThat(room(window, held, 0).allows(0, 0)).isTrue();
    }

    @Property
    void theFullerTheLessForEach(
            @ForAll @IntRange(min = 1, max = 5_000) int window,
            @ForAll @IntRange(min = 0, max = 6_000) int held,
            @ForAll @IntRange(min = 0, max = 6_000) int waiting,
            @ForAll @IntRange(min = 0, max = 6_000) int more) {
        Room room = room(window, held, 1);
        Room fuller = room(window, held + more, 1);
        if (fuller.allows(waiting, 0)) {
            assertThat(room.allows(waiting, 0)).isTrue();
        }
        if (fuller.allowsBack(waiting, 0)) {
            assertThat(room.allowsBack(waiting, 0)).isTrue();
        }
        if (room.allows(waiting, 0)) {
            assertThat(waiting == 0 || room.allows(waiting - 1, 0)).as("one less").isTrue();
        }
    }

    /** However full the window is, they come back, and never more than was kept free for them. */
    @Property
    void whatIsParkedComesBackToWhatIsKeptFree(
            @ForAll @IntRange(min = 1, max = 5_000) int window,
            @ForAll @IntRange(min = 1, max = 200) int lanes) {
        int taken = 0;
        for (int i = 0; i < lanes; i++) {
            int waiting = 0;
            while (room(window, window + taken, lanes).allowsBack(waiting, 0)) {
                waiting++;
                taken++;
            }
            assertThat(waiting).isPositive();
        }

        assertThat(taken).isLessThanOrEqualTo(Math.max(lanes, window / 8 + lanes));
    }

    @Property
    void whatIsCutDoesNotComeBackAtOnce(
            @ForAll @IntRange(min = 1, max = 5_000) int window,
            @ForAll @IntRange(min = 1, max = 200) int lanes,
            @ForAll @IntRange(min = 0, max = 5_000) int waiting,
            @ForAll @IntRange(min = 0, max = (int) BYTES) int bytes,
            @ForAll @IntRange(min = 0, max = 5_000) int held) {
        Room room = new Room(held, bytes, lanes, bounds(window));
        int surplus = room.surplus(waiting, bytes, lanes);
        int kept = waiting - surplus;
        assertThat(surplus).isBetween(0, Math.max(0, waiting - 1));
        if (surplus > 0) {
            assertThat(room.allowsBack(kept, bytes)).isFalse();
        }
        if (lanes == 1 && room.isScarce() && bytes < BYTES / 4) {
            assertThat(kept).isLessThanOrEqualTo(Math.max(1, window / 4 + 1));
        }
    }

    @Property
    void bytesCountAsRecordsDo(@ForAll @IntRange(min = 1, max = 500) int size) {
        int held = 0;
        while (new Room(held, (long) held * size * 1_000, 0, bounds(100_000))
                .allows(held, (long) held * size * 1_000)) {
            held++;
        }

        assertThat((long) held * size * 1_000).isBetween(BYTES / 2, BYTES / 2 + size * 1_000L);
    }

    @Property
    void theGateClosesEarlierWhileSomeAreParked(
            @ForAll @IntRange(min = 8, max = 5_000) int window, @ForAll Random random) {
        int held = random.nextInt(2 * window);
        assertThat(room(window, held, 0).isFull()).isEqualTo(held >= window);
        assertThat(room(window, held, 1).isFull()).isEqualTo(held >= window - window / 8);
    }

    /** How many a lane gets into a window before the first that is parked. */
    private static int flood(int window, int held, int sharing) {
        int waiting = 0;
        while (room(window, held + waiting, sharing).allows(waiting, 0)) {
            waiting++;
        }
        return waiting;
    }

    private static Room room(int window, int held, int sharing) {
        return new Room(held, 0, sharing, bounds(window));
    }

    private static PendingConfig bounds(int window) {
        return new PendingConfig(window, BYTES, 1_000, BYTES);
    }
}
