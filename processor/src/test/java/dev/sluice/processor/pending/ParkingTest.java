package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.config.PendingConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A window of 20, of which a lane that is held back gets 10. */
class ParkingTest extends ParkingFixture {
    ParkingTest(@TempDir Path folder) {
        super(folder, false);
    }

    @Test
    void whatIsHeldBackIsParkedBeyondItsPartAndOthersPass() {
        flood("tenant=a", 0, 15);
        arrive(15, "tenant=b");

        assertThat(stored()).hasSize(HALF + 1).contains(15L);
        assertThat(windows.parked()).isEqualTo(5);
        assertThat(windows.parkedBytes()).isPositive();
        assertThat(windows.size(OWNED)).isEqualTo(HALF + 1);
        assertThat(intake.offered()).hasSize(HALF + 1).contains(15L);
        assertThat(windows.full(OWNED)).isFalse();
    }

    @Test
    void whatFlowsIsNeverParkedHoweverFullTheWindowIs() {
        arrive(0, "tenant=a");
        intake.free();

        flood("tenant=a", 1, 24);

        assertThat(windows.parked()).isZero();
        assertThat(windows.full(OWNED)).isTrue();
        assertThat(parkedRows()).isZero();
    }

    @Test
    void nothingIsParkedWhereNoneMayBe() {
        PendingProcessorFixture off =
                new PendingProcessorFixture(
                        Path.of("unused"), new PendingConfig(20, 10_000, 0, 10_000), false) {};
        PendingProcessor other = off.started();
        for (int i = 0; i < 25; i++) {
            off.arrives(other, i, null, i + " tenant=a");
        }

        assertThat(off.windows.parked()).isZero();
        assertThat(off.windows.full(OWNED)).isTrue();
    }

    @Test
    void whatIsParkedComesBackInItsOrderAndEndsOnceEach() {
        flood("tenant=a", 0, 15);
        for (int i = 0; i < 15; i++) {
            intake.answer(i, outcome("answer " + i));
            drain();
        }

        assertThat(intake.offered()).containsExactlyElementsOf(offsets(0, 15));
        assertThat(forwarded()).isEqualTo(offsets(0, 15).stream().map(i -> "answer " + i).toList());
        assertThat(stored()).isEmpty();
        assertThat(parkedRows()).isZero();
        assertThat(windows.parked()).isZero();
        assertThat(windows.parkedBytes()).isZero();
        assertThat(windows.records()).isZero();
        assertThat(drains()).as("nothing is left to be done").isEmpty();
    }

    @Test
    void whatComesBackHasItsKeyItsHeadersAndTheTimeThatItWaited() {
        flood("tenant=a", 0, HALF);
        Instant then = now;
        arrives(processor, 10, "key", "10 tenant=a");
        now = now.plusSeconds(7);
        for (int i = 0; i <= 8; i++) {
            intake.answer(i, ANSWER);
            drain();
        }
        intake.answer(10, outcome("of the parked one"));
        drain();

        CapturedForward<? extends byte[], ? extends byte[]> last =
                context.forwarded().get(context.forwarded().size() - 1);
        assertThat(last.record().value()).isEqualTo(bytes("of the parked one"));
        assertThat(last.record().key()).isEqualTo(bytes("key"));
        assertThat(last.record().headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(intake.works().get(HALF).subject().admittedAt()).isEqualTo(then);
        assertThat(intake.parkedMillis(10)).isEqualTo(7_000);
    }

    @Test
    void oneThatCallsAreOutForMakesRoom() {
        flood("tenant=a", 0, 15);
        for (int i = 0; i < HALF; i++) {
            intake.send(i);
        }

        drain();

        assertThat(windows.parked()).as("as many wait as are kept room for").isEqualTo(2);
    }

    @Test
    void theHighestClassComesBackFirstAndThenTheEarliestDeadline() {
        flood("tenant=a priority=LOW by=1500", 0, HALF);
        arrive(10, "tenant=a priority=HIGH by=1500");
        arrive(11, "tenant=a priority=HIGH");
        arrive(20, "tenant=a priority=LOW by=3000");
        arrive(21, "tenant=a priority=LOW by=2000");
        arrive(22, "tenant=a priority=HIGH by=9000");
        arrive(23, "tenant=a priority=HIGH by=8000");
        arrive(24, "tenant=a priority=LOW by=2500");
        assertThat(intake.offered())
                .as("the first of a class has a place")
                .containsExactlyElementsOf(offsets(0, 11));
        for (long offset : offsets(0, 11)) {
            intake.send(offset);
        }
        drain();

        assertThat(intake.offered().subList(11, intake.offered().size()))
                .containsExactly(23L, 22L, 21L, 24L);
    }

    @Test
    void whatGoesBeforeAllOfItsKindIsLetInUntilTheWindowGetsFull() {
        flood("tenant=a", 0, 12);
        flood("tenant=a by=1500", 12, 8);
        flood("tenant=a by=1400", 20, 1);

        assertThat(stored())
                .containsExactlyInAnyOrder(
                        0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 12L, 13L, 14L, 15L, 16L, 17L);
        assertThat(windows.parked()).isEqualTo(5);
    }

    /** Otherwise they would run through the park for nothing. */
    @Test
    void theGateClosesWhileParkedOnesAreOnTheMove() {
        flood("tenant=a", 0, 25);
        intake.hold();
        drain();
        assertThat(windows.full(OWNED)).isFalse();
        intake.free();
        intake.answer(0, ANSWER);
        intake.send(1);
        intake.send(2);
        intake.send(3);
        intake.send(4);
        intake.send(5);
        intake.send(6);
        intake.send(7);
        intake.send(8);
        intake.send(9);
        drain();

        assertThat(windows.full(OWNED)).as("they come back").isTrue();
        now = now.plusSeconds(2);
        drain();
        assertThat(windows.full(OWNED)).as("none has come back for a while").isFalse();
    }

    @Test
    void theGateClosesWhenTheParkIsFull() {
        flood("tenant=a", 0, HALF + 29);
        assertThat(windows.full(OWNED)).isFalse();
        arrive(39, "tenant=a");
        assertThat(windows.full(OWNED)).isTrue();
    }

    @Test
    void whatIsPastItsDeadlineIsTakenBackHoweverFullItIs() {
        flood("tenant=a", 0, HALF);
        flood("tenant=a", HALF, 5);
        arrive(15, "tenant=a by=1500");
        arrive(16, "tenant=a by=1400");
        arrive(17, "tenant=a by=1600");
        flood("tenant=a by=1550", 18, 4);
        assertThat(windows.parked()).isGreaterThan(5);
        now = Instant.ofEpochSecond(1_550);
        drain();

        List<Long> overdue = new ArrayList<>(List.of(15L, 16L, 18L, 19L, 20L, 21L));
        overdue.removeAll(intake.offered());
        assertThat(overdue).isEmpty();
        assertThat(windows.parked()).as("the others").isEqualTo(22 - intake.offered().size());
    }
}
