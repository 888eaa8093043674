package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of one record key keep the order of the log, parked or not. */
class ParkedKeysTest extends ParkingFixture {
    ParkedKeysTest(@TempDir Path folder) {
        super(folder, true);
    }

    @Test
    void whateverHasAnOlderOneOfItsKeyParkedIsParkedBehindIt() {
        fill("tenant=a", 10);
        arrives(processor, 10, "k", "tenant=a");
        arrives(processor, 11, "k", "tenant=b priority=HIGH by=2000");
        arrives(processor, 12, "other", "tenant=b");
        arrives(processor, 13, null, "tenant=c");

        assertThat(windows.parked()).isEqualTo(2);
        assertThat(intake.offered()).hasSize(12).contains(12L, 13L);
        for (int i = 0; i < 10; i++) {
            intake.answer(i, ANSWER);
            drain();
        }
        assertThat(intake.offered().subList(12, 14)).containsExactly(10L, 11L);
        assertThat(intake.works().get(13).subject().request().getTenant()).isEqualTo("b");
        intake.answer(11, ANSWER);
        drain();
        assertThat(windows.parked()).isZero();
        arrives(processor, 14, "k", "tenant=b");
        assertThat(intake.offered()).as("none of its key is parked any more").contains(14L);
    }

    /** It was let in before it could be read, and so before anybody knew whose it is. */
    @Test
    void whatCanBeReadOnlyLaterIsParkedThenIfItHasTo() {
        fill("tenant=a", 10);
        arrives(processor, 10, "k", "tenant=a");
        arrives(processor, 11, "k", "await 7 tenant=b");
        arrives(processor, 12, "other", "await 7 tenant=b");
        assertThat(windows.parked()).isEqualTo(1);

        reader.know(7);
        drain();

        assertThat(windows.parked()).isEqualTo(2);
        assertThat(intake.offered()).contains(12L).doesNotContain(11L);
        assertThat(stored()).contains(12L).doesNotContain(11L);
        for (int i = 0; i < 10; i++) {
            intake.answer(i, ANSWER);
            drain();
        }
        assertThat(intake.offered()).endsWith(10L, 11L);
        intake.answer(11, ANSWER);
        intake.answer(10, ANSWER);
        intake.answer(12, ANSWER);
        drain();
        assertThat(context.forwarded()).hasSize(13);
        assertThat(stored()).isEmpty();
    }

    @Test
    void whatIsHeldStaysWhereItIsThoughAYoungerOneOfItsKeyIsParked() {
        arrives(processor, 0, "k", "tenant=a");
        fill("tenant=a", 11);
        arrives(processor, 12, "k", "tenant=a");
        int parked = windows.parked();
        processor.close();

        started();

        assertThat(windows.parked()).isEqualTo(parked);
        assertThat(stored()).contains(0L);
        assertThat(intake.offered().stream().filter(offset -> offset == 0).count()).isEqualTo(2);
    }

    /** Those behind one that was taken out would go before it. */
    @Test
    void nothingIsTakenOutOfAFullWindow() {
        arrives(processor, 0, "k", "tenant=a");
        intake.free();
        fill("tenant=a", 21);
        intake.hold();

        relieve();

        assertThat(intake.withdrawn()).isEmpty();
    }

    private void fill(String fields, int until) {
        for (int offset = windows.records(); offset < until; offset++) {
            arrives(processor, offset, "of " + offset, fields);
        }
    }
}
