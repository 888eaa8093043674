package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistinctFilesTest {
    private final DistinctFiles files = new DistinctFiles();

    @TempDir private Path folder;

    @BeforeEach
    void oneIsThere() {
        files.add("--output", folder.resolve("out.jsonl"));
    }

    @Test
    void othersMayCome() {
        assertThatCode(() -> files.add("--errors", folder.resolve("errors.jsonl")))
                .doesNotThrowAnyException();
    }

    @Test
    void aFileThatIsNotThereYetIsKnownByItsPath() {
        refuses(folder.resolve("sub").resolve("..").resolve("out.jsonl"));
    }

    @Test
    void aFileThatIsThereIsKnownByAnyPath() throws IOException {
        Path output = Files.createFile(folder.resolve("out.jsonl"));
        refuses(Files.createSymbolicLink(folder.resolve("link"), output));
    }

    @Test
    void severalMayGoNowhere() {
        Path nowhere = Path.of("/dev/null");
        files.add("--errors", nowhere);
        assertThatCode(() -> files.add("--usage", nowhere)).doesNotThrowAnyException();
    }

    private void refuses(Path file) {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> files.add("--errors", file))
                .withMessage(
                        "--output and --errors are the same file, "
                                + file
                                + "; each needs its own.");
    }
}
