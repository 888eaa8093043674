package dev.sluice.processor.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the sections that consist of single values. */
final class Sections {
    private final Values values;

    Sections(Values values) {
        this.values = values;
    }

    TopicsConfig topics() {
        return new TopicsConfig(
                values.get(Keys.REQUESTS),
                values.get(Keys.COMPLETIONS),
                values.get(Keys.FAILURES),
                values.get(Keys.CHUNKS),
                values.get(Keys.USAGE),
                values.get(Keys.LIMIT_SETTINGS),
                values.get(Keys.CREATE),
                values.get(Keys.PARTITIONS),
                values.get(Keys.REPLICATION));
    }

    UsageConfig usage() {
        return new UsageConfig(
                values.isEmptyList(UsageKeys.WINDOWS.name())
                        ? List.of()
                        : values.get(UsageKeys.WINDOWS),
                values.get(UsageKeys.GRACE),
                values.get(UsageKeys.PUBLISH_INTERVAL),
                new UsageConfig.Keep(
                        values.get(UsageKeys.KEEP_MINUTE),
                        values.get(UsageKeys.KEEP_HOUR),
                        values.get(UsageKeys.KEEP_DAY)));
    }

    AdmissionConfig admission() {
        return new AdmissionConfig(
                values.get(Keys.MAX_REQUEST_BYTES),
                values.get(Keys.DUPLICATES),
                values.get(Keys.DUPLICATE_WINDOW));
    }

    PendingConfig pending() {
        return new PendingConfig(
                values.get(Keys.WINDOW_RECORDS),
                values.get(Keys.WINDOW_BYTES),
                values.get(Keys.PARKED_RECORDS),
                values.get(Keys.PARKED_BYTES));
    }

    DispatchConfig dispatch() {
        return new DispatchConfig(
                values.get(Keys.MAX_IN_FLIGHT),
                values.get(Keys.EVENT_LOOPS),
                values.get(Keys.DRAIN_TIMEOUT));
    }

    SchedulingConfig scheduling() {
        Map<String, Integer> weights = new TreeMap<>();
        for (String tenant : values.below(Keys.WEIGHTS).keySet()) {
            values.find(Key.of(Keys.WEIGHTS + "." + tenant, Types.count(1, 1_000)))
                    .ifPresent(weight -> weights.put(tenant, weight));
        }
        return new SchedulingConfig(
                values.get(Keys.ORDERING), weights, values.get(Keys.SHARE_LIMITS));
    }

    AdminConfig admin() {
        int port = values.get(Keys.ADMIN_PORT);
        String host = values.get(Keys.ADMIN_HOST);
        return new AdminConfig(
                port,
                host,
                values.find(Keys.ADMIN_TOKEN),
                values.find(Keys.ADMIN_ADVERTISED)
                        .orElseGet(() -> AdminConfig.address(host, port)));
    }

    MetricsConfig metrics() {
        return new MetricsConfig(values.get(Keys.METRICS_TENANTS), values.get(Keys.METRICS_MODELS));
    }

    LoggingConfig logging() {
        return new LoggingConfig(
                values.get(Keys.LOGGING_FORMAT),
                values.get(Keys.LOGGING_LEVEL),
                values.get(Keys.LOGGING_KAFKA_LEVEL));
    }

    StreamConfig streams(PassedOn passedOn) {
        return new StreamConfig(
                values.get(Keys.THREADS),
                values.get(Keys.COMMIT_INTERVAL),
                values.get(Keys.SESSION_TIMEOUT),
                values.get(Keys.TRANSACTION_TIMEOUT),
                values.find(Keys.INSTANCE_ID),
                values.get(Keys.STATE_DIR),
                passedOn.streams());
    }
}
