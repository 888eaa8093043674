package dev.sluice.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.cli.CliException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunOptionsTest {
    @Test
    void resultsAreNamedAfterTheFile() {
        RunOptions options =
                options(Optional.of(Path.of("in", "some.requests.jsonl")), Optional.empty());

        assertThat(options.output())
                .isEqualTo(Path.of("sluice-results", "some.requests.output.jsonl"));
        assertThat(options.errors())
                .isEqualTo(Path.of("sluice-results", "some.requests.errors.jsonl"));
        assertThat(options.data().path()).isEqualTo(Path.of(".sluice").toAbsolutePath());
        assertThat(options.keepData()).isFalse();
    }

    @Test
    void errorsGoBesideTheOutput() {
        RunOptions options =
                options(Optional.empty(), Optional.of(Path.of("there", "answers.jsonl")));

        assertThat(options.errors()).isEqualTo(Path.of("there", "answers.errors.jsonl"));
    }

    @Test
    void aDataFolderThatWasAskedForStays() {
        RunOptions options =
                RunOptions.of(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Path.of("usage.jsonl")),
                        Optional.of(Path.of("kept")),
                        false,
                        Optional.empty(),
                        "");

        assertThat(options.keepData()).isTrue();
        assertThat(options.usage()).contains(Path.of("usage.jsonl"));
        assertThat(options.output()).isEqualTo(Path.of("sluice-results", "example.output.jsonl"));
    }

    @Test
    void noFileIsWrittenOverAnother() {
        Path file = Path.of("in", "requests.jsonl");

        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> options(Optional.of(file), Optional.of(file)))
                .withMessageContaining("FILE.jsonl and --output are the same file, in/requests");
        Path totals = Path.of("out.errors.jsonl");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(
                        () ->
                                RunOptions.of(
                                        Optional.empty(),
                                        Optional.of(Path.of("out.jsonl")),
                                        Optional.empty(),
                                        Optional.of(totals),
                                        Optional.empty(),
                                        false,
                                        Optional.empty(),
                                        ""))
                .withMessageContaining("--errors and --usage");
    }

    private static RunOptions options(Optional<Path> file, Optional<Path> output) {
        return RunOptions.of(
                file,
                output,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                "");
    }
}
