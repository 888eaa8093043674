package dev.sluice.processor.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.OutcomeListener;
import dev.sluice.processor.pending.CommitsInMemory;
import dev.sluice.processor.pending.ScriptedReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What is let in comes to its commit with the others; what is refused is an outcome. */
class AdmissionProcessorTest {
    private final CommitsInMemory commits = new CommitsInMemory();
    private final MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();
    private final AdmissionProcessor processor =
            new AdmissionProcessor(
                    new AdmissionStage(
                            new ScriptedReader(),
                            () -> Instant.EPOCH,
                            commits,
                            OutcomeListener.NOBODY,
                            "next",
                            false));

    @Test
    void aRefusalIsCommittedWhenThatIsDue() {
        processor.init(context);
        comes("refuse");
        assertThat(context.committed()).isFalse();

        commits.pending(true);
        comes("hello");
        assertThat(context.committed()).isFalse();
        comes("refuse");
        assertThat(context.committed()).isTrue();
    }

    private void comes(String text) {
        context.setRecordMetadata("requests", 0, 0);
        processor.process(new Record<>(new byte[0], text.getBytes(StandardCharsets.UTF_8), 7));
    }
}
