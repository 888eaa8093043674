package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void submitNeedsToKnowTheCluster() {
        assertThat(run(new SubmitCommand(), "f.jsonl")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--config", "--bootstrap-servers");
        assertThat(run(new SubmitCommand(), "f.jsonl", "--bootstrap-servers", "h:1"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--schema-registry");
    }

    @Test
    void submitRefusesOptionsThatCannotBe() {
        String[] cluster = {
            "f.jsonl", "--bootstrap-servers", "h:1", "--schema-registry", "mock://x"
        };
        assertThat(run(new SubmitCommand(), with(cluster, "--priority", "URGENT")))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(run(new SubmitCommand(), with(cluster, "--deadline", "soon")))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(run(new SubmitCommand(), with(cluster, "--resume"))).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("URGENT", "'soon'", "--resume needs --batch");
    }

    @Test
    void collectNeedsABatchAndAnOutput() {
        assertThat(
                        run(
                                new CollectCommand(),
                                "--bootstrap-servers",
                                "h:1",
                                "--schema-registry",
                                "mock://x"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--batch", "--output");
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
        assertThat(run(new CheckCommand(), "--config", config.toString()))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("topcis", "kafka.bootstrap.servers");
        assertThat(out.toString()).isEmpty();
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
        assertThat(run(new CheckCommand(), "--config", config.toString()))
                .as(err.toString())
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("h:1", "********").doesNotContain("sesame");
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String[] with(String[] first, String... more) {
        String[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return all;
    }
}
