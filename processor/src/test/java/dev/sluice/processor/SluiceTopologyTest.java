package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.config.AdmissionConfig.Duplicates;
import dev.sluice.processor.outcome.Outcome;
import dev.sluice.processor.pending.ScriptedReader;
import dev.sluice.processor.schedule.Owner;
import dev.sluice.processor.schedule.Work;
import dev.sluice.processor.schedule.WorkIntake;
import dev.sluice.processor.usage.Bill;
import dev.sluice.schemas.UnreadableRecordException;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow of requests to their outcomes. */
class SluiceTopologyTest {
    private static final Outcome ANSWER =
            new Outcome(Outcome.Kind.COMPLETION, bytes("an answer"), Bill.NONE);

    private final SluiceFlow flow;
    private boolean defective;

    SluiceTopologyTest(@TempDir Path folder) {
        flow = new SluiceFlow(folder, Duplicates.ALLOW, Door::new);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    /** The scheduler's door, behind which a defect can be. */
    private final class Door implements WorkIntake {
        private final WorkIntake scheduler;

        Door(WorkIntake scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public void offer(Work work) {
            if (defective) {
                throw new IllegalStateException("a defect");
            }
            scheduler.offer(work);
        }

        @Override
        public void withdraw(Work work) {
            scheduler.withdraw(work);
        }

        @Override
        public void disown(Owner owner) {
            scheduler.disown(owner);
        }
    }

    @Test
    void aRequestComesOutAsItsCompletion() {
        flow.arrives("hello");
        assertThat(flow.intake.offered()).containsExactly(0L);
        assertThat(flow.completions.isEmpty()).isTrue();

        flow.intake.answer(0, ANSWER);
        flow.drain();

        TestRecord<byte[], byte[]> out = flow.completions.readRecord();
        assertThat(out.key()).isEqualTo(bytes("key"));
        assertThat(out.value()).isEqualTo(ANSWER.value());
        assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(out.timestamp()).isEqualTo(SluiceFlow.NOW.toEpochMilli());
        assertThat(flow.completions.isEmpty()).isTrue();
        assertThat(flow.failures.isEmpty()).isTrue();
        assertThat(flow.stored()).isZero();
    }

    @Test
    void piecesOfAnAnswerComeBeforeItWithItsKeyAndNoneAfterIt() {
        flow.arrives("hello");
        flow.intake.chunk(0, bytes("an "));
        flow.intake.answer(0, ANSWER);
        flow.intake.chunk(0, bytes("late"));
        flow.drain();

        TestRecord<byte[], byte[]> piece = flow.chunks.readRecord();
        assertThat(piece.key()).isEqualTo(bytes("key"));
        assertThat(piece.value()).isEqualTo(bytes("an "));
        assertThat(piece.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(flow.chunks.isEmpty()).isTrue();
        assertThat(flow.completions.readRecord().value()).isEqualTo(ANSWER.value());
    }

    @Test
    void aRefusedRequestPassesTheWindowBy() {
        flow.arrives("refuse");

        TestRecord<byte[], byte[]> out = flow.failures.readRecord();
        assertThat(out.key()).isEqualTo(bytes("key"));
        assertThat(out.value()).isEqualTo(ScriptedReader.REFUSAL.value());
        assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        assertThat(flow.intake.offered()).isEmpty();
        assertThat(flow.stored()).isZero();
    }

    @Test
    void aDefectInAdmissionEndsItsOwnRecordOnly() throws UnreadableRecordException {
        flow.arrives("defect with a secret");
        flow.arrives("hello");

        TestRecord<byte[], byte[]> out = flow.failures.readRecord();
        assertThat(out.key()).isEqualTo(bytes("key"));
        assertThat(out.headers().lastHeader("mine").value()).isEqualTo(bytes("x"));
        ChatFailure failure = SluiceFlow.failure(out);
        assertThat(failure.getReason()).isEqualTo(FailureReason.INTERNAL);
        assertThat(failure.getRaw()).isEqualTo(ByteBuffer.wrap(bytes("defect with a secret")));
        assertThat(failure.getMessage()).contains("IllegalStateException").doesNotContain("secret");
        assertThat(failure.getPosition()).isEqualTo(new Position("requests", 0, 0L));
        assertThat(flow.intake.offered()).containsExactly(1L);
    }

    /** Half of what belongs together may have been written: nothing but a new start is safe. */
    @Test
    void aDefectBehindAdmissionStopsTheTransaction() {
        defective = true;

        assertThatThrownBy(() -> flow.arrives("hello")).isInstanceOf(StreamsException.class);

        assertThat(flow.failures.isEmpty()).isTrue();
    }

    @Test
    void eachOutcomeIsHeardOf() {
        flow.arrives("hello");
        flow.arrives("refuse");
        flow.arrives("defect");
        flow.intake.answer(0, ANSWER);
        flow.intake.answer(0, ANSWER);
        flow.drain();

        assertThat(flow.completions.getQueueSize() + flow.failures.getQueueSize()).isEqualTo(3);
        assertThat(flow.heard).hasSize(3).startsWith(ScriptedReader.REFUSAL).endsWith(ANSWER);
        assertThat(flow.heard.get(1).facts().reason()).contains(FailureReason.INTERNAL);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
