package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor's configuration, as a file that a user can read and reuse. */
final class ConfigFile {
    private static final String TEXT =
            """
            # Written at each start of deploy/standalone/run. To change a setting, set its environment
            # variable, such as SLUICE_DISPATCH_MAX_IN_FLIGHT=64, or use a copy of this file.
            application-id: sluice-standalone
            kafka:
              bootstrap.servers: %s
            schema.registry.url: %s
            topics:
              create: true
            endpoints:
              standalone:
                profile: %s
                base-url: %s
            %sstreams:
              state-dir: %s
            """;

    private ConfigFile() {}

    /**
     * Writes the file. An API key does not get into it: the file names its environment variable.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    static Path write(
            DataFolder data,
            String bootstrapServers,
            String registryUrl,
            RunOptions.RemoteEndpoint endpoint) {
        String text =
                TEXT.formatted(
                        quoted(bootstrapServers),
                        quoted(registryUrl),
                        quoted(endpoint.profile()),
                        quoted(endpoint.url()),
                        endpoint.apiKeyVariable()
                                .map(name -> "    api-key: ${" + name + "}\n")
                                .orElse(""),
                        quoted(data.state().toString()));
        try {
            return Files.writeString(data.config(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + data.config(), e);
        }
    }

    /** In single quotes nothing has a meaning in YAML but the quote; a dollar would begin a reference. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("$", "$$") + "'";
    }
}
