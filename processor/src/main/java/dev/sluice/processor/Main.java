package dev.sluice.processor;

import dev.sluice.processor.cli.CheckCommand;
import dev.sluice.processor.cli.CollectCommand;
import dev.sluice.processor.cli.LimitsCommand;
import dev.sluice.processor.cli.SubmitCommand;
import dev.sluice.processor.cli.billing.RebuildCommand;
import dev.sluice.processor.cli.billing.ReplayCommand;
import dev.sluice.processor.cli.billing.UsageCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the service. */
@Command(
        name = "sluice",
        description =
                "Batch inference on Kafka: chat requests on a topic in, exactly one outcome each out.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            SubmitCommand.class,
            CollectCommand.class,
            CheckCommand.class,
            LimitsCommand.class,
            UsageCommand.class,
            RebuildCommand.class,
            ReplayCommand.class
        })
public final class Main {
    private Main() {}

    /** Exits with 0 when all went well, 2 on wrong usage or configuration, and as each command documents. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
