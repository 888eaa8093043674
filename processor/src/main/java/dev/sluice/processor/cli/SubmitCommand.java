package dev.sluice.processor.cli;

import dev.sluice.v1.Priority;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a Batch file. */
@Command(
        name = "submit",
        description = "Publishes the lines of an OpenAI Batch input file as requests.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Standard output has the batch id and nothing else.",
            "Exit code 0: all lines are submitted; 1: some are not; 2: wrong usage or configuration."
        })
public final class SubmitCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.jsonl", description = "Lines of {custom_id, method, url, body}.")
    private Path file = Path.of("");

    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--tenant",
            defaultValue = "default",
            description = "Who is billed. Default: ${DEFAULT-VALUE}.")
    private String tenant = "default";

    @Option(
            names = "--batch",
            paramLabel = "ID",
            description = "Id of the batch. Default: a new one.")
    private @Nullable String batch;

    @Option(
            names = "--deadline",
            description = "When the requests are of no use any more: 2h, or a time in ISO 8601.")
    private @Nullable String deadline;

    @Option(
            names = "--topic",
            description = "The request topic. Default: the configuration's, or chat.requests.")
    private @Nullable String topic;

    @Option(
            names = "--priority",
            defaultValue = "NORMAL",
            description = "${COMPLETION-CANDIDATES}. Default: NORMAL.")
    private Priority priority = Priority.NORMAL;

    @Option(
            names = "--resume",
            description =
                    "Leave out lines that are in the topic already, after a submission that was interrupted. Needs --batch.")
    private boolean resume;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Terminal.err(spec);
        try {
            SubmitSummary summary = submit(err);
            report(summary, err);
            Terminal.out(spec).println(summary.batchId());
            boolean nothingWorked = summary.gaveUp().isPresent() && summary.submitted() == 0;
            return nothingWorked
                    ? ExitCodes.USAGE
                    : summary.complete() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
        } catch (CliException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("Cannot read " + file + ": " + e);
        }
        return ExitCodes.USAGE;
    }

    private SubmitSummary submit(PrintWriter err) throws IOException, InterruptedException {
        if (resume && batch == null) {
            throw new CliException(
                    "--resume needs --batch: the id that the first submission printed.");
        }
        BatchOptions options =
                new BatchOptions(
                        batch == null ? RequestIds.newBatchId() : batch,
                        tenant,
                        priority,
                        Optional.ofNullable(deadline)
                                .map(text -> TimeOptions.deadline(text, Instant.now())),
                        resume);
        Cluster target = topic == null ? cluster.cluster() : cluster.cluster().withRequests(topic);
        try (ProgressPrinter progress = ProgressPrinter.to(err, "submitted")) {
            return new BatchSubmitter(
                            target,
                            (line, reason) -> err.println("line " + line + ": " + reason),
                            progress)
                    .submit(file, options);
        }
    }

    private static void report(SubmitSummary summary, PrintWriter err) {
        err.printf(
                "%d submitted, %d already there, %d bad lines, %d not delivered%n",
                summary.submitted(),
                summary.alreadyThere(),
                summary.badLines(),
                summary.undelivered());
        summary.gaveUp()
                .ifPresent(
                        reason ->
                                err.printf(
                                        "Gave up: %s%nOnce that is put right, send the rest with --batch %s --resume.%n",
                                        reason, summary.batchId()));
    }
}
