package dev.sluice.processor.cli;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says what configuration counts. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration of the service. Required.")
    private @Nullable Path config;

    /**
     * The configuration.
     *
     * @throws CliException when it is not named, or has a problem
     */
    public SluiceConfig read() {
        // picocli would ask a command for it even where it is given to the one below.
        if (config == null) {
            throw new CliException("Missing required option: '--config=FILE'");
        }
        try {
            return ConfigLoader.read(config, System.getenv()).config();
        } catch (ConfigException e) {
            throw problems(e);
        }
    }

    /** A line for each problem. */
    public static CliException problems(ConfigException e) {
        return new CliException(
                e.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")), e);
    }
}
