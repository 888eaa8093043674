package dev.sluice.processor.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.SluiceFlow;
import dev.sluice.processor.config.AdmissionConfig.Duplicates;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.usage.Bill;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of requests that come again. */
class DuplicateStageTest {
    private static final Instant NOW = SluiceFlow.NOW;

    @TempDir Path folder;

    @Test
    void aRepeatIsRejectedAndToldWhereTheFirstStands() throws UnreadableRecordException {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("other", NOW);
            flow.arrives("ask id=secret-1", NOW);
            flow.arrives("ask again id=secret-1", NOW);

            assertThat(flow.intake.offered()).containsExactly(0L, 1L);
            TestRecord<byte[], byte[]> out = flow.failures.readRecord();
            assertThat(out.key()).isEqualTo(bytes("key"));
            assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
            assertThat(out.timestamp()).isEqualTo(NOW.toEpochMilli());
            ChatFailure failure = SluiceFlow.failure(out);
            assertThat(failure.getReason()).isEqualTo(FailureReason.DUPLICATE);
            assertThat(failure.getPosition()).isEqualTo(new Position("requests", 0, 2L));
            assertThat(failure.getId()).isEqualTo("secret-1");
            assertThat(failure.getMessage())
                    .contains("requests-0, offset 1")
                    .doesNotContain("secret");
            assertThat(failure.getAttempts()).isEmpty();
            assertThat(flow.failures.isEmpty()).isTrue();
            assertThat(flow.deltas.readKeyValuesToList()).as("what it adds to usage").hasSize(1);
            assertThat(flow.heard).hasSize(1);
            assertThat(flow.stored()).isEqualTo(2);
            assertThat(flow.counted("reject")).isEqualTo(1);
            assertThat(flow.counted("drop")).isZero();
        }
    }

    @Test
    void aRepeatIsDroppedAndCounted() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.DROP)) {
            flow.arrives("ask id=1", NOW);
            flow.arrives("ask id=1", NOW);

            assertThat(flow.intake.offered()).containsExactly(0L);
            assertThat(flow.failures.isEmpty()).isTrue();
            assertThat(flow.deltas.isEmpty()).isTrue();
            assertThat(flow.stored()).isEqualTo(1);
            assertThat(flow.counted("drop")).isEqualTo(1);
        }
    }

    @Test
    void whereRepeatsAreAllowedNothingIsRemembered() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.ALLOW)) {
            flow.arrives("ask id=1", NOW);
            flow.arrives("ask id=1", NOW);

            assertThat(flow.intake.offered()).containsExactly(0L, 1L);
            assertThat(flow.stores()).doesNotContain(DuplicateStage.STORE);
        }
    }

    @Test
    void anotherTenantMayUseTheSameId() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("ask id=1 tenant=acme", NOW);
            flow.arrives("ask id=1 tenant=other", NOW);

            assertThat(flow.intake.offered()).containsExactly(0L, 1L);
        }
    }

    @Test
    void anIdStaysUsedWhateverCameOfIt() throws UnreadableRecordException {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("ask id=1", NOW);
            flow.intake.answer(0, new Outcome(Outcome.Kind.FAILURE, bytes("it failed"), Bill.NONE));
            flow.drain();
            flow.failures.readRecord();
            flow.arrives("ask id=1", NOW);

            assertThat(SluiceFlow.failure(flow.failures.readRecord()).getReason())
                    .isEqualTo(FailureReason.DUPLICATE);
        }
    }

    @Test
    void afterTheWindowTheIdMayBeUsedAgain() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("ask id=1", NOW);
            flow.at(NOW.plus(SluiceFlow.WINDOW));
            flow.arrives("ask id=1", NOW.plus(SluiceFlow.WINDOW));

            assertThat(flow.intake.offered()).containsExactly(0L, 1L);
        }
    }

    @Test
    void aBacklogDoesNotMakeIdsOlder() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("ask id=1", NOW);
            flow.at(NOW.plus(Duration.ofDays(3)));
            flow.arrives("ask id=1", NOW.plus(Duration.ofHours(1)));

            assertThat(flow.intake.offered()).containsExactly(0L);
        }
    }

    @Test
    void oddTimestampsMakeNothingForgotten() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("ask id=1", NOW);
            flow.arrives("from the future", NOW.plus(Duration.ofDays(9)));
            flow.arrives("ask id=1", NOW.plus(Duration.ofDays(9)));
            flow.arrives("ask id=2", NOW.minus(Duration.ofDays(9)));
            flow.arrives("ask id=2", NOW);

            assertThat(flow.intake.offered()).containsExactly(0L, 1L, 3L);
        }
    }

    @Test
    void anInvalidRequestMayBeCorrectedUnderItsId() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("refuse id=1", NOW);
            flow.arrives("ask id=1", NOW);

            assertThat(flow.intake.offered()).containsExactly(1L);
        }
    }

    @Test
    void whatIsReadableLaterIsCheckedThen() throws UnreadableRecordException {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.REJECT)) {
            flow.arrives("await 7 id=1", NOW);
            flow.arrives("ask id=1", NOW);
            flow.arrives("await 7 id=2", NOW);
            assertThat(flow.failures.isEmpty()).isTrue();

            flow.reader.know(7);
            flow.drain();

            assertThat(flow.intake.offered()).containsExactly(1L, 2L);
            ChatFailure failure = SluiceFlow.failure(flow.failures.readRecord());
            assertThat(failure.getReason()).isEqualTo(FailureReason.DUPLICATE);
            assertThat(failure.getPosition().getOffset()).isZero();
            assertThat(failure.getMessage()).contains("requests-0, offset 1");
            flow.arrives("ask id=2", NOW);
            assertThat(flow.failures.isEmpty()).isFalse();
            assertThat(flow.stored()).isEqualTo(2);
        }
    }

    @Test
    void whatIsReadableLaterIsDroppedThen() {
        try (SluiceFlow flow = new SluiceFlow(folder, Duplicates.DROP)) {
            flow.arrives("await 7 id=1", NOW);
            flow.arrives("ask id=1", NOW);

            flow.reader.know(7);
            flow.drain();

            assertThat(flow.intake.offered()).containsExactly(1L);
            assertThat(flow.failures.isEmpty()).isTrue();
            assertThat(flow.stored()).isEqualTo(1);
            flow.intake.answer(
                    1, new Outcome(Outcome.Kind.COMPLETION, bytes("an answer"), Bill.NONE));
            flow.drain();
            assertThat(flow.stored()).isZero();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
