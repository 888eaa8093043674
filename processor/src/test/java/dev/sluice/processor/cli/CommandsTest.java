package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.support.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @Test
    void submitNeedsToKnowTheCluster() {
        assertThat(refused(new SubmitCommand(), "f.jsonl"))
                .contains("--config", "--bootstrap-servers");
        assertThat(refused(new SubmitCommand(), "f.jsonl", "--bootstrap-servers", "h:1"))
                .contains("--schema-registry");
    }

    @Test
    void submitRefusesOptionsThatCannotBe() {
        String[] cluster = {
            "f.jsonl", "--bootstrap-servers", "h:1", "--schema-registry", "mock://x"
        };
        assertThat(refused(new SubmitCommand(), with(cluster, "--priority", "URGENT")))
                .contains("URGENT");
        assertThat(refused(new SubmitCommand(), with(cluster, "--deadline", "soon")))
                .contains("'soon'");
        assertThat(refused(new SubmitCommand(), with(cluster, "--resume")))
                .contains("--resume needs --batch");
    }

    @Test
    void collectNeedsABatchAndAnOutput() {
        String[] cluster = {"--bootstrap-servers", "h:1", "--schema-registry", "mock://x"};
        assertThat(refused(new CollectCommand(), cluster)).contains("--batch", "--output");
    }

    @Test
    void collectDoesNotWriteFailuresOverAnswers() {
        assertThat(
                        refused(
                                new CollectCommand(),
                                "--bootstrap-servers",
                                "h:1",
                                "--schema-registry",
                                "mock://x",
                                "--batch",
                                "b",
                                "--output",
                                "out.jsonl",
                                "--errors",
                                "./out.jsonl"))
                .contains("--output and --errors are the same file");
    }

    @Test
    void collectChoosesItsExitCode() {
        assertThat(CollectCommand.exitCode(new CollectSummary(2, 2, 0, 0))).isEqualTo(ExitCodes.OK);
        assertThat(CollectCommand.exitCode(new CollectSummary(2, 1, 1, 0)))
                .isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(CollectCommand.exitCode(new CollectSummary(2, 2, 0, 1)))
                .isEqualTo(ExitCodes.SOME_FAILED);
        assertThat(CollectCommand.exitCode(new CollectSummary(2, 1, 0, 0)))
                .isEqualTo(ExitCodes.TIMEOUT);
    }

    @Test
    void namesTheErrorFileAfterTheOutput() {
        assertThat(CollectCommand.beside(Path.of("a", "out.jsonl")))
                .isEqualTo(Path.of("a", "out.errors.jsonl"));
        assertThat(CollectCommand.beside(Path.of("out"))).isEqualTo(Path.of("out.errors"));
    }

    @Test
    void checkListsEveryProblem(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(folder.resolve("c.yaml"), "topcis:\n  create: perhaps\n");
        CommandRun run = CommandRun.with(config.toString(), new CheckCommand());
        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("topcis", "kafka.bootstrap.servers");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void checkPrintsWhatIsInEffectWithoutSecrets(@TempDir Path folder) throws IOException {
        Path config =
                Files.writeString(
                        folder.resolve("c.yaml"),
                        """
                        kafka: {bootstrap.servers: 'h:1'}
                        schema.registry: {url: 'http://r'}
                        endpoints:
                          local: {profile: openai, base-url: 'http://e', api-key: 'sesame-open'}
                        """);
        CommandRun run = CommandRun.with(config.toString(), new CheckCommand());
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.OK);
        assertThat(run.out()).contains("h:1", "********").doesNotContain("sesame");
    }

    /** What it says why it does nothing. */
    private static String refused(Object command, String... arguments) {
        CommandRun run = CommandRun.of(command, arguments);
        assertThat(run.code()).isEqualTo(ExitCodes.USAGE);
        return run.err();
    }

    private static String[] with(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
