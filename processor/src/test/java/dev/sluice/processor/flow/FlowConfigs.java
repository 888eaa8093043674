package dev.sluice.processor.flow;

import dev.sluice.processor.config.AdminConfig;
import dev.sluice.processor.config.AdmissionConfig;
import dev.sluice.processor.config.DispatchConfig;
import dev.sluice.processor.config.LoggingConfig;
import dev.sluice.processor.config.MetricsConfig;
import dev.sluice.processor.config.PendingConfig;
import dev.sluice.processor.config.SchedulingConfig;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.config.StreamConfig;
import dev.sluice.processor.config.TopicsConfig;
import dev.sluice.processor.config.UsageConfig;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.v1.WindowSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Configurations whose topics differ. */
final class FlowConfigs {
    static final int MAX_REQUEST = 1024 * 1024;
    static final int MAX_RESPONSE = 8 * 1024 * 1024;

    private FlowConfigs() {}

    static SluiceConfig creating(String bootstrap) {
        return config(bootstrap, true, 3, 1);
    }

    static SluiceConfig checking(String bootstrap) {
        return config(bootstrap, false, 3, 1);
    }

    static SluiceConfig withoutUsage() {
        return config(Map.of("bootstrap.servers", "x:1"), true, 3, 1, List.of());
    }

    static SluiceConfig overTls(String bootstrap, Path authority) {
        return config(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "security.protocol",
                        "SSL",
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        authority.toString()),
                true,
                3,
                1,
                List.of());
    }

    static SluiceConfig config(String bootstrap, boolean create, int partitions, int replication) {
        return config(
                Map.of("bootstrap.servers", bootstrap),
                create,
                partitions,
                replication,
                List.of(WindowSize.HOUR));
    }

    private static SluiceConfig config(
            Map<String, String> kafka,
            boolean create,
            int partitions,
            int replication,
            List<WindowSize> windows) {
        return new SluiceConfig(
                "sluice",
                kafka,
                Map.of(),
                new TopicsConfig(
                        "requests",
                        "completions",
                        "failures",
                        "chunks",
                        "usage",
                        "limits",
                        create,
                        partitions,
                        replication),
                Map.of(
                        "local",
                        EndpointConfigs.of(
                                "http://localhost:1", "max-response-bytes: " + MAX_RESPONSE)),
                Map.of(),
                Map.of(),
                new UsageConfig(
                        windows,
                        Duration.ofDays(1),
                        Duration.ofSeconds(1),
                        new UsageConfig.Keep(
                                Duration.ofDays(2), Duration.ofDays(35), Duration.ofDays(400))),
                new AdmissionConfig(
                        MAX_REQUEST, AdmissionConfig.Duplicates.REJECT, Duration.ofDays(1)),
                new PendingConfig(1, MAX_REQUEST, 0, MAX_REQUEST),
                new DispatchConfig(1, 1, Duration.ZERO),
                new SchedulingConfig(SchedulingConfig.Ordering.NONE, Map.of(), true),
                new StreamConfig(
                        1,
                        Duration.ofMillis(20),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(5),
                        Optional.empty(),
                        Path.of("state"),
                        Map.of()),
                new AdminConfig(9464, "localhost", Optional.empty(), "localhost:9464"),
                new MetricsConfig(0, 0),
                new LoggingConfig(
                        LoggingConfig.Format.TEXT,
                        LoggingConfig.Level.INFO,
                        LoggingConfig.Level.WARN));
    }
}
