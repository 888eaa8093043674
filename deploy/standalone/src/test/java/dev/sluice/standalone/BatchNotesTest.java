package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchNotesTest {
    @TempDir Path folder;
    private BatchNotes notes;
    private Path file;

    @BeforeEach
    void aFile() throws IOException {
        notes = new BatchNotes(folder);
        file = Files.writeString(folder.resolve("a.jsonl"), "one\n");
    }

    @Test
    void aBatchThatWasBegunGoesOn() throws IOException {
        Path note = notes.of(file);
        Batch begun = notes.resume(note, () -> "first");
        begun.at(Batch.Stage.SUBMITTED).write(note);

        assertThat(notes.isUnfinished(note)).isTrue();
        assertThat(notes.allFinished()).isFalse();
        assertThat(notes.resume(note, () -> "second"))
                .isEqualTo(new Batch("first", Batch.Stage.SUBMITTED));
    }

    @Test
    void aBatchThatIsFinishedIsNotDoneAgain() throws IOException {
        Path note = notes.of(file);
        notes.resume(note, () -> "first").at(Batch.Stage.FINISHED).write(note);

        assertThat(notes.allFinished()).isTrue();
        assertThat(notes.resume(note, () -> "second"))
                .isEqualTo(new Batch("second", Batch.Stage.SUBMITTING));
    }

    @Test
    void aFileIsKnownByWhatIsInIt() throws IOException {
        Path same = Files.writeString(folder.resolve("b.jsonl"), "one\n");
        Path before = notes.of(file);

        assertThat(notes.of(same)).isEqualTo(before);
        assertThat(notes.of(Files.writeString(file, "two\n"))).isNotEqualTo(before);
    }
}
