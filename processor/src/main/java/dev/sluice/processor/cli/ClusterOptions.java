package dev.sluice.processor.cli;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.ConfigLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say where the cluster is: a service's configuration, or two addresses. */
final class ClusterOptions {
    @ArgGroup(multiplicity = "1")
    @Nullable Choice choice;

    /** One of the two. */
    static final class Choice {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description =
                        "The configuration of the service: its addresses, credentials and topics are used.")
        @Nullable Path config;

        @ArgGroup(exclusive = false)
        @Nullable Addresses addresses;
    }

    /** Both of them. */
    static final class Addresses {
        @Option(
                names = "--bootstrap-servers",
                required = true,
                paramLabel = "HOST:PORT",
                description = "Kafka brokers, separated by commas.")
        String bootstrapServers = "";

        @Option(
                names = "--schema-registry",
                required = true,
                paramLabel = "URL",
                description = "The schema registry.")
        String schemaRegistry = "";
    }

    /**
     * The cluster.
     *
     * @throws CliException when the configuration has a problem
     */
    Cluster cluster() {
        if (choice != null && choice.config != null) {
            try {
                return Cluster.of(ConfigLoader.read(choice.config, System.getenv()).config());
            } catch (ConfigException e) {
                throw ConfigOption.problems(e);
            }
        }
        if (choice == null || choice.addresses == null) {
            throw new CliException("Give --config, or --bootstrap-servers and --schema-registry.");
        }
        return Cluster.of(choice.addresses.bootstrapServers, choice.addresses.schemaRegistry);
    }
}
