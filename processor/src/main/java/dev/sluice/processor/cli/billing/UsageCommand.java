package dev.sluice.processor.cli.billing;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.cli.ConfigOption;
import dev.sluice.processor.cli.ExitCodes;
import dev.sluice.processor.cli.Terminal;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.WindowSize;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints totals of usage. */
@Command(
        name = "usage",
        description = "Prints the totals of usage as they are on the usage topic now.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Amounts are exact. What costs in several currencies has a line for each, of which only the first counts",
            "anything, so that every column can be added up.",
            "Exit code 0: all is well; 1: records on the topic could not be read, and are left out; 2: wrong usage or",
            "configuration."
        })
public final class UsageCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Only this model, as it was asked for.")
    private @Nullable String model;

    @Option(names = "--endpoint", paramLabel = "NAME", description = "Only this endpoint.")
    private @Nullable String endpoint;

    @Mixin private SpanOptions span = new SpanOptions();

    @Option(
            names = "--window",
            paramLabel = "SIZE",
            defaultValue = "day",
            description = "minute, hour or day. Default: ${DEFAULT-VALUE}.")
    private String window = "day";

    @Option(
            names = "--by",
            paramLabel = "COLUMNS",
            defaultValue = "tenant,model,endpoint,window",
            description = "What to add up by, separated by commas. Default: ${DEFAULT-VALUE}.")
    private String by = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, csv or json (an object in each line). Default: ${DEFAULT-VALUE}.")
    private String format = "table";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Terminal.err(spec);
        try {
            SluiceConfig known = config.read();
            WindowSize size = Windows.parse(window);
            List<Column> columns = Column.parse(by);
            Format written = Format.parse(format);
            if (!known.usage().windows().contains(size)) {
                err.println("The configuration keeps no totals by " + window + " (usage.windows).");
            }
            RowFilter wanted =
                    new RowFilter(
                            Optional.ofNullable(tenant),
                            Optional.ofNullable(model),
                            Optional.ofNullable(endpoint),
                            Set.of(size),
                            span.from(),
                            span.to());
            try (Schemas schemas = Schemas.connect(known.schemaRegistry());
                    UsageRows rows = UsageRows.open(known, schemas, wanted)) {
                PrintWriter out = Terminal.out(spec);
                written.write(Report.of(rows.readToEnd(), columns), out);
                out.flush();
                rows.complaint().ifPresent(err::println);
                return rows.complaint().isPresent() ? ExitCodes.SOME_FAILED : ExitCodes.OK;
            }
        } catch (CliException e) {
            err.println(e.getMessage());
            return ExitCodes.USAGE;
        }
    }
}
