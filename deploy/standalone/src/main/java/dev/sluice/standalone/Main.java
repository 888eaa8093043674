package dev.sluice.standalone;

import dev.sluice.processor.cli.CliException;
import dev.sluice.standalone.bench.BenchCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code deploy/standalone/run}. */
@Command(
        name = "run",
        description = {
            "Starts a Kafka broker, a schema registry, an endpoint and Sluice on this machine, sends a file of requests "
                    + "through them, and writes the answers.",
            ""
        },
        mixinStandardHelpOptions = true,
        subcommands = BenchCommand.class,
        footer = {
            "",
            "Stopped at any point, the same command finishes the work that was begun.",
            "Exit code 0: every valid request completed; 1: not so; 2: wrong usage or configuration, or the totals of --usage did"
                    + " not come."
        })
public final class Main implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE.jsonl",
            description = "Requests, in the format of the OpenAI Batch API. Default: an example.")
    private @Nullable Path file;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where answers go. Default: sluice-results/<name>.output.jsonl.")
    private @Nullable Path output;

    @Option(
            names = "--errors",
            paramLabel = "FILE",
            description = "Where failures go, if any. Default: beside the output.")
    private @Nullable Path errors;

    @Option(
            names = "--usage",
            paramLabel = "FILE",
            description = {
                "Where the final totals of usage go, a line of JSON for each tenant, model and endpoint. They are of all "
                        + "that was ever sent on the data folder, not of this file alone."
            })
    private @Nullable Path usage;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "Where everything is kept while it runs, and afterwards where this option is given. Default: "
                            + DataFolder.DEFAULT
                            + ", removed when the work is done.")
    private @Nullable Path data;

    @Option(
            names = "--keep",
            description =
                    "Stay up when the work is done, until Ctrl-C, and print the addresses. The data stays.")
    private boolean keep;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "Use this endpoint. Default: a simulated one.")
    private @Nullable String endpoint;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "openai",
            description =
                    "What kind of endpoint it is: openai, gcore, generalcompute, zerogpu or gravixlayer. Default: openai.")
    private String profile = "openai";

    @Option(
            names = "--api-key-env",
            paramLabel = "VAR",
            description = "Environment variable that holds the endpoint's API key.")
    private @Nullable String apiKeyEnv;

    @Option(
            names = "--project-id-env",
            paramLabel = "VAR",
            description =
                    "Environment variable that holds the id of the project that is billed, for profile zerogpu.")
    private @Nullable String projectIdEnv;

    @Mixin private LimitOptions limits = new LimitOptions();

    @Mixin private PriceOptions prices = new PriceOptions();

    @Spec private @Nullable CommandSpec spec;

    private Main() {}

    /** Exits with 0 when every valid request completed, 1 when not, 2 on wrong usage or configuration. */
    public static void main(String[] args) {
        Logs.configure();
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (endpoint == null && apiKeyEnv != null) {
            throw new CommandLine.ParameterException(line, "--api-key-env needs --endpoint");
        }
        if (endpoint == null && projectIdEnv != null) {
            throw new CommandLine.ParameterException(line, "--project-id-env needs --endpoint");
        }
        RunOptions options;
        try {
            options = options();
        } catch (CliException e) {
            throw new CommandLine.ParameterException(line, e.getMessage(), e);
        }
        PrintWriter out = line.getOut();
        PrintWriter err = line.getErr();
        return Stopping.onSignal(err, () -> new Run(options, out, err).execute());
    }

    private RunOptions options() {
        return RunOptions.of(
                Optional.ofNullable(file),
                Optional.ofNullable(output),
                Optional.ofNullable(errors),
                Optional.ofNullable(usage),
                Optional.ofNullable(data),
                keep,
                Optional.ofNullable(endpoint)
                        .map(
                                url ->
                                        new RunOptions.RemoteEndpoint(
                                                url,
                                                profile,
                                                Optional.ofNullable(apiKeyEnv),
                                                Optional.ofNullable(projectIdEnv))),
                limits.section(ConfigFile.ENDPOINT) + prices.section(ConfigFile.ENDPOINT));
    }
}
