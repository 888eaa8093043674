package dev.sluice.processor.cli;

import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.control.LimitsSnapshot;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows the limits in force. */
@Command(
        name = "limits",
        description =
                "Prints the limits in force: those of the configuration, and what the topic of limits says.",
        mixinStandardHelpOptions = true,
        subcommands = {LimitsSetCommand.class, LimitsUnsetCommand.class},
        footer = {
            "",
            "Exit code 0: all is well; 1: the topic has records that cannot be used; 2: wrong usage or configuration."
        })
public final class LimitsCommand implements Callable<Integer> {
    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Terminal.err(spec);
        try {
            SluiceConfig known = config.read();
            LimitsSnapshot found = new LimitPublisher(known).read();
            if (!found.hasTopic()) {
                err.println("Topic " + known.topics().limits() + " does not exist.");
            }
            found.refused().forEach(err::println);
            Terminal.out(spec).print(LimitTable.render(found.limits().inForce()));
            Terminal.out(spec).flush();
            return found.refused().isEmpty() ? ExitCodes.OK : ExitCodes.SOME_FAILED;
        } catch (CliException e) {
            err.println(e.getMessage());
            return ExitCodes.USAGE;
        }
    }
}
