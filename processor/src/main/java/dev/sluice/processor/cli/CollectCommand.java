package dev.sluice.processor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Waits for a batch. */
@Command(
        name = "collect",
        description =
                "Waits for all outcomes of a batch, and writes them as an OpenAI Batch output file.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A record that is no readable request belongs to no batch, and is not waited for; with --expect",
            "neither is one that was refused for its size.",
            "Exit code 0: all completed; 1: some failed; 2: wrong usage or configuration; 3: time was over."
        })
public final class CollectCommand implements Callable<Integer> {
    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--batch", required = true, paramLabel = "ID", description = "Id of the batch.")
    private String batch = "";

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "Where completions go.")
    private Path output = Path.of("");

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            description =
                    "Where failures go. Default: beside the output, with .errors before its extension.")
    private @Nullable Path errors;

    @Option(
            names = "--expect",
            paramLabel = "N",
            description =
                    "How many outcomes to wait for. Default: as many as the topic has requests of the batch now.")
    private @Nullable Long expect;

    @Option(
            names = "--timeout",
            description =
                    "How long it may take in all, such as 30m; counting the requests is part of it. Default: for ever.")
    private @Nullable String timeout;

    @Option(
            names = "--topic",
            description = "The request topic. Default: the configuration's, or chat.requests.")
    private @Nullable String topic;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Terminal.err(spec);
        UsageTable usage = new UsageTable();
        try {
            CollectSummary summary = collect(usage, err);
            Terminal.out(spec).print(usage.render());
            Terminal.out(spec).flush();
            err.printf(
                    "%d of %d outcomes: %d completed, %d failed%n",
                    summary.completed() + summary.failed(),
                    summary.expected(),
                    summary.completed(),
                    summary.failed());
            if (summary.duplicates() > 0) {
                err.printf("%d DUPLICATE OUTCOMES, see above.%n", summary.duplicates());
            }
            return exitCode(summary);
        } catch (TimeOverException e) {
            err.println(e.getMessage());
            return ExitCodes.TIMEOUT;
        } catch (CliException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("Cannot write: " + e);
        }
        return ExitCodes.USAGE;
    }

    static int exitCode(CollectSummary summary) {
        if (!summary.complete()) {
            return ExitCodes.TIMEOUT;
        }
        return summary.failed() > 0 || summary.duplicates() > 0
                ? ExitCodes.SOME_FAILED
                : ExitCodes.OK;
    }

    private CollectSummary collect(UsageTable usage, PrintWriter err)
            throws IOException, InterruptedException {
        CollectOptions options =
                new CollectOptions(
                        batch,
                        expect == null ? OptionalLong.empty() : OptionalLong.of(expect),
                        Optional.ofNullable(timeout).map(TimeOptions::duration));
        Cluster source = topic == null ? cluster.cluster() : cluster.cluster().withRequests(topic);
        Path failures = errors == null ? beside(output) : errors;
        DistinctFiles files = new DistinctFiles();
        files.add("--output", output);
        files.add("--errors", failures);
        try (ProgressPrinter progress = ProgressPrinter.to(err, "collected")) {
            return new BatchCollector(source, progress)
                    .collect(options, () -> new BatchFiles(output, failures, usage, err::println));
        }
    }

    /** {@code out.errors.jsonl} for {@code out.jsonl}. */
    static Path beside(Path output) {
        String name = String.valueOf(output.getFileName());
        int dot = name.lastIndexOf('.');
        String errors =
                dot <= 0
                        ? name + ".errors"
                        : name.substring(0, dot) + ".errors" + name.substring(dot);
        return output.resolveSibling(errors);
    }
}
