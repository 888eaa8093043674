package dev.sluice.processor.cli;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.EffectiveConfig;
import dev.sluice.processor.config.LoadedConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a configuration without starting anything. */
@Command(
        name = "check",
        description = "Checks a configuration, and prints what is in effect with secrets masked.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0: it can be used; 2: it cannot, and every problem is listed."})
public final class CheckCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration, a YAML file.")
    private Path config = Path.of("");

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter err = Terminal.err(spec);
        try {
            LoadedConfig loaded = ConfigLoader.read(config, System.getenv());
            loaded.warnings().forEach(warning -> err.println("warning: " + warning));
            Terminal.out(spec).print(EffectiveConfig.print(loaded.config()));
            Terminal.out(spec).flush();
            return ExitCodes.OK;
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            return ExitCodes.USAGE;
        }
    }
}
