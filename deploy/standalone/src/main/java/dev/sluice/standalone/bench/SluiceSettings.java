package dev.sluice.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service's configuration for one round: its defaults, but for what the scenario asks for. */
final class SluiceSettings {
    private static final String TEXT =
            """
            application-id: %s
            kafka:
              bootstrap.servers: %s
            schema.registry.url: %s
            topics:
              requests: %s
              completions: %s
              failures: %s
              usage: %s
            endpoints:
              bench:
                base-url: %s
            pending:
              window-records: %d
            dispatch:
              max-in-flight: %d
            streams:
              state-dir: '%s'
            """;

    private static final int DEFAULT_WINDOW = 1_000;

    private SluiceSettings() {}

    static Path write(Site site, RoundTopics topics, Scenario scenario, URI endpoint, Path folder) {
        try {
            return Files.writeString(
                    folder.resolve("sluice.yaml"),
                    TEXT.formatted(
                            topics.name(),
                            site.bootstrapServers(),
                            site.registry(),
                            topics.requests(),
                            topics.completions(),
                            topics.failures(),
                            topics.usage(),
                            endpoint,
                            windowRecords(scenario.inFlight()),
                            scenario.inFlight(),
                            folder.resolve("state")
                                    .toString()
                                    .replace("'", "''")
                                    .replace("$", "$$")));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the configuration of a round", e);
        }
    }

    /** Three times what is in flight, over all partitions, so that a partition that lags leaves no call idle. */
    static int windowRecords(int inFlight) {
        return Math.max(DEFAULT_WINDOW, 3 * inFlight / RoundTopics.PARTITIONS);
    }
}
