package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.ConfigOption;
import dev.sluice.processor.cli.ExitCodes;
import dev.sluice.processor.cli.ProgressPrinter;
import dev.sluice.processor.cli.Terminal;
import dev.sluice.processor.cli.TimeOptions;
import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.PriceFile;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.price.PriceList;
import dev.sluice.schemas.Schemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Derives the totals again. */
@Command(
        name = "rebuild",
        description =
                "Adds up all completions again, from the completion topic alone, in the windows of the configuration.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 0: done, and --diff found no difference; 1: it found some, or completions could not be read and",
            "are left out; 2: wrong usage or configuration, or nothing could be written."
        })
public final class RebuildCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = {
                "Prices each completion by the section of prices in this YAML file.",
                "Default: it costs what it says itself."
            })
    private @Nullable Path prices;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Writes the totals as lines of JSON.")
    private @Nullable Path output;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description =
                    "Publishes the totals on this topic, which has to be there and empty, as the service does on its own.")
    private @Nullable String topic;

    @Option(
            names = "--diff",
            description = {
                "Compares requests, tokens and cost with the totals on the usage topic, and prints each value that differs.",
                "Outcomes that come meanwhile may show as differences of windows that are open: --to leaves these out."
            })
    private boolean diff;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description =
                    "How long --diff reads on while something differs, without --prices. Default: ${DEFAULT-VALUE}.")
    private String wait = "10s";

    @Mixin private SpanOptions span = new SpanOptions();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Terminal.err(spec);
        try {
            SluiceConfig known = config.read();
            if (output == null && topic == null && !diff) {
                throw new CliException("Give --output, --topic or --diff, or several of them.");
            }
            if (known.usage().windows().isEmpty()) {
                throw new CliException("usage.windows is empty: there are no totals.");
            }
            return rebuild(known, err);
        } catch (CliException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("Cannot write: " + e);
        }
        return ExitCodes.USAGE;
    }

    private int rebuild(SluiceConfig known, PrintWriter err)
            throws IOException, InterruptedException {
        Duration patience = prices == null ? TimeOptions.duration(wait) : Duration.ZERO;
        Optional<PriceList> list = Optional.ofNullable(prices).map(file -> list(file, known));
        RowFilter wanted =
                new RowFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.copyOf(known.usage().windows()),
                        span.from(),
                        span.to());
        try (Schemas schemas = Schemas.connect(known.schemaRegistry());
                ProgressPrinter progress = ProgressPrinter.to(err, "completions added up");
                RebuildRun run = RebuildRun.open(known, schemas, list, wanted, progress)) {
            Optional<TotalsTopic> target =
                    topic == null
                            ? Optional.empty()
                            : Optional.of(TotalsTopic.open(known, schemas, topic));
            run.read();
            Optional<Comparison> comparison =
                    diff ? Optional.of(run.compare(patience)) : Optional.empty();
            Rebuild rebuilt = run.rebuild();
            if (output != null) {
                TotalsFile.write(output, rebuilt.sums());
            }
            if (target.isPresent()) {
                target.get().publish(rebuilt.sums());
            }
            err.printf(
                    "%d completions in %d totals%n", rebuilt.completions(), rebuilt.sums().size());
            comparison.ifPresent(found -> report(found, known, err));
            run.complaint().ifPresent(err::println);
            boolean good =
                    run.complaint().isEmpty()
                            && comparison.map(found -> found.differences().isEmpty()).orElse(true);
            return good ? ExitCodes.OK : ExitCodes.SOME_FAILED;
        }
    }

    private static PriceList list(Path file, SluiceConfig known) {
        try {
            return PriceList.of(PriceFile.read(file, System.getenv(), known.endpoints().keySet()));
        } catch (ConfigException e) {
            throw ConfigOption.problems(e);
        }
    }

    private void report(Comparison found, SluiceConfig known, PrintWriter err) {
        found.differences().forEach(Terminal.out(spec)::println);
        Terminal.out(spec).flush();
        if (found.withoutCompletions() > 0) {
            err.printf(
                    "%d totals were not compared: their windows begin before what retention has left of %s.%n",
                    found.withoutCompletions(), known.topics().completions());
        }
        if (found.withoutRow() > 0) {
            err.printf(
                    "%d totals were not compared: retention has taken what %s had of them.%n",
                    found.withoutRow(), known.topics().usage());
        }
        err.printf(
                "%d totals compared: %s%n",
                found.compared(),
                found.differences().isEmpty()
                        ? "no difference"
                        : found.differences().size() + " differences");
    }
}
