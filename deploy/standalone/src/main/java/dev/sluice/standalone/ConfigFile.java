package dev.sluice.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The processor's configuration, as a file that a user can read and reuse. */
final class ConfigFile {
    /** Name of the one endpoint. */
    static final String ENDPOINT = "standalone";

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
              %s:
                profile: %s
                base-url: %s
            %s%s%susage:
              publish-interval: 200ms
            streams:
              state-dir: %s
            """;

    private ConfigFile() {}

    /**
     * Writes the file. An API key or a project's id does not get into it: the file names the
     * environment variable.
     *
     * @param sections further sections, such as limits; may be empty
     * @throws UncheckedIOException if it cannot be written
     */
    static Path write(
            DataFolder data,
            String bootstrapServers,
            String registryUrl,
            RunOptions.RemoteEndpoint endpoint,
            String sections) {
        String text =
                TEXT.formatted(
                        quoted(bootstrapServers),
                        quoted(registryUrl),
                        ENDPOINT,
                        quoted(endpoint.profile()),
                        quoted(endpoint.url()),
                        variable("api-key", endpoint.apiKeyVariable()),
                        variable("project-id", endpoint.projectIdVariable()),
                        sections,
                        quoted(data.state().toString()));
        try {
            return Files.writeString(data.config(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + data.config(), e);
        }
    }

    private static String variable(String key, Optional<String> name) {
        return name.map(variable -> "    %s: ${%s}\n".formatted(key, variable)).orElse("");
    }

    /** In single quotes nothing has a meaning in YAML but the quote; a dollar would begin a reference. */
    static String quoted(String text) {
        return "'" + text.replace("'", "''").replace("$", "$$") + "'";
    }
}
