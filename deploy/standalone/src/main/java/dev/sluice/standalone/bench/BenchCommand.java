package dev.sluice.standalone.bench;

import dev.sluice.localstack.Folders;
import dev.sluice.standalone.Parts;
import dev.sluice.standalone.Stopping;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures Sluice beside a plain loop. */
@Command(
        name = "bench",
        description = {
            "Measures Sluice beside a plain consumer, web client and producer without guarantees, in alternated rounds on "
                    + "one broker and one endpoint, each in a process of its own.",
            "Without a scenario of your own, three: at once with 256 calls in flight, 200 ms with 1,000, and lognormal "
                    + "with a mean of 1 s with 5,000.",
            ""
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    @ArgGroup(exclusive = false)
    private @Nullable Own own;

    /** A scenario of the user's own. */
    static final class Own {
        @Option(
                names = "--requests",
                required = true,
                paramLabel = "N",
                description = "Requests that are measured.")
        int requests;

        @Option(
                names = "--latency",
                required = true,
                paramLabel = "MS",
                description = "Of the endpoint: milliseconds, or lognormal:MEAN_MS:SIGMA.")
        String latency = "";

        @Option(
                names = "--in-flight",
                required = true,
                paramLabel = "C",
                description = "Calls at the same time, at most.")
        int inFlight;

        @Option(
                names = "--warm-up",
                paramLabel = "N",
                defaultValue = "" + Scenario.WARM_UP,
                description =
                        "Requests before the measured ones, that warm the virtual machine up. Default: ${DEFAULT-VALUE}.")
        int warmUp;

        @Option(
                names = "--prompt-bytes",
                paramLabel = "N",
                defaultValue = "" + Scenario.PROMPT_BYTES,
                description = "Size of each prompt. Default: ${DEFAULT-VALUE}.")
        int promptBytes;
    }

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds of each system; the table has their medians. Default: 3.")
    private int rounds;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "Requests a second while latency is measured. Default: half of Sluice's outcomes at full speed.")
    private @Nullable Double rate;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        if (rounds < 1 || (rate != null && rate <= 0)) {
            throw new CommandLine.ParameterException(
                    line, "--rounds has to be at least 1, and --rate more than 0");
        }
        List<Scenario> scenarios;
        try {
            scenarios =
                    own == null
                            ? Scenario.STANDARD
                            : List.of(
                                    new Scenario(
                                            own.latency,
                                            own.inFlight,
                                            own.requests,
                                            own.warmUp,
                                            own.promptBytes));
            OpenFiles.check(scenarios);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(line, e.getMessage(), e);
        }
        return Stopping.onSignal(line.getErr(), () -> run(scenarios, line.getOut(), line.getErr()));
    }

    private int run(List<Scenario> scenarios, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        Path folder = Folders.temporary("sluice-bench-");
        try (Parts parts = new Parts()) {
            Site site = Site.open(folder);
            parts.add(site::close);
            ResultTable table =
                    new Bench(
                                    site,
                                    rounds,
                                    rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                                    err::println)
                            .run(scenarios);
            out.println();
            out.print(table.render());
            out.printf(
                    "%nMedians of %d alternated rounds. outcomes/s and CPU: at full speed, after a warm-up. Latencies: at %s,"
                            + " both systems%nalike. dispatch: appended by the broker → dispatched; forward: answered → handed to the"
                            + " producer; visible: answered → read_committed.%n",
                    rounds, rate == null ? "half of Sluice's outcomes/s" : rate + " requests/s");
            out.flush();
        } catch (IllegalStateException e) {
            // The logs stay, as they are what there is to read now.
            err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
        Folders.delete(folder);
        return CommandLine.ExitCode.OK;
    }
}
