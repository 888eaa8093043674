package dev.sluice.processor.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes back what was set for a limit. */
@Command(
        name = "unset",
        description =
                "Removes what was set for a limit: what is configured under that name counts again, if anything is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 0: it is removed; 2: what is configured limits the same as another limit by now, or nothing"
                    + " could be published."
        })
final class LimitsUnsetCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The limit's name.")
    private String name = "";

    @Mixin private ConfigOption config = new ConfigOption();

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try {
            Terminal.out(spec)
                    .println(
                            new LimitPublisher(config.read())
                                    .unset(name)
                                    .map(Object::toString)
                                    .orElse("Nothing other than the configuration was in force"));
            return ExitCodes.OK;
        } catch (CliException e) {
            Terminal.err(spec).println(e.getMessage());
            return ExitCodes.USAGE;
        }
    }
}
