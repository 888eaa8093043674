package dev.sluice.processor.config;

import dev.sluice.v1.WindowSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Shows a configuration. */
public final class EffectiveConfig {
    private final ConfigTree tree = new ConfigTree();

    private EffectiveConfig() {}

    /**
     * Everything that is in effect, defaults included, as a file that loads again once the masks are replaced.
     *
     * @param config the configuration
     * @return YAML in which every secret is masked
     */
    public static String print(SluiceConfig config) {
        EffectiveConfig effective = new EffectiveConfig();
        effective.tree.put(Keys.APPLICATION_ID, config.applicationId());
        effective.passedOn("kafka", "", config.kafka());
        effective.passedOn("schema.registry", "schema.registry.", config.schemaRegistry());
        effective.topics(config.topics());
        Profiles profiles = Profiles.load();
        new TreeMap<>(config.endpoints())
                .values()
                .forEach(
                        endpoint ->
                                EffectiveEndpoint.put(
                                        endpoint,
                                        profiles.find(endpoint.profile()),
                                        effective.tree));
        new TreeMap<>(config.limits())
                .values()
                .forEach(limit -> EffectiveLimit.put(limit, effective.tree));
        new TreeMap<>(config.prices())
                .values()
                .forEach(price -> EffectivePrice.put(price, effective.tree));
        effective.usage(config.usage());
        effective.admission(config.admission());
        effective.tree.put(Keys.WINDOW_RECORDS, config.pending().windowRecords());
        effective.tree.put(Keys.WINDOW_BYTES, Sizes.format(config.pending().windowBytes()));
        effective.tree.put(Keys.PARKED_RECORDS, config.pending().parkedRecords());
        effective.tree.put(Keys.PARKED_BYTES, Sizes.format(config.pending().parkedBytes()));
        effective.tree.put(Keys.MAX_IN_FLIGHT, config.dispatch().maxInFlight());
        effective.tree.put(Keys.EVENT_LOOPS, config.dispatch().eventLoops());
        effective.tree.put(Keys.DRAIN_TIMEOUT, Durations.format(config.dispatch().drainTimeout()));
        effective.tree.put(Keys.ORDERING, Types.text(config.scheduling().ordering()));
        effective.tree.put(Keys.SHARE_LIMITS, config.scheduling().shareLimits());
        if (!config.scheduling().weights().isEmpty()) {
            Map<String, String> weights = new TreeMap<>();
            config.scheduling()
                    .weights()
                    .forEach((tenant, weight) -> weights.put(tenant, weight.toString()));
            effective.tree.putNames(Keys.WEIGHTS, weights);
        }
        effective.streams(config.streams());
        effective.admin(config.admin());
        effective.tree.put(Keys.METRICS_TENANTS, config.metrics().tenants());
        effective.tree.put(Keys.METRICS_MODELS, config.metrics().models());
        effective.tree.put(Keys.LOGGING_FORMAT, Types.text(config.logging().format()));
        effective.tree.put(Keys.LOGGING_LEVEL, Types.text(config.logging().level()));
        effective.tree.put(Keys.LOGGING_KAFKA_LEVEL, Types.text(config.logging().kafkaLevel()));
        return effective.tree.dump();
    }

    private void topics(TopicsConfig topics) {
        tree.put(Keys.REQUESTS, topics.requests());
        tree.put(Keys.COMPLETIONS, topics.completions());
        tree.put(Keys.FAILURES, topics.failures());
        tree.put(Keys.CHUNKS, topics.chunks());
        tree.put(Keys.USAGE, topics.usage());
        tree.put(Keys.LIMIT_SETTINGS, topics.limits());
        tree.put(Keys.CREATE, topics.create());
        tree.put(Keys.PARTITIONS, topics.partitions());
        tree.put(Keys.REPLICATION, topics.replication());
    }

    private void usage(UsageConfig usage) {
        tree.put(UsageKeys.WINDOWS, usage.windows().stream().map(Types::text).toList());
        tree.put(UsageKeys.GRACE, Durations.format(usage.grace()));
        tree.put(UsageKeys.PUBLISH_INTERVAL, Durations.format(usage.publishInterval()));
        for (WindowSize window : WindowSize.values()) {
            tree.put(UsageKeys.keep(window), Durations.format(usage.keep().of(window)));
        }
    }

    private void admission(AdmissionConfig admission) {
        tree.put(Keys.MAX_REQUEST_BYTES, Sizes.format(admission.maxRequestBytes()));
        tree.put(Keys.DUPLICATES, Types.text(admission.duplicates()));
        tree.put(Keys.DUPLICATE_WINDOW, Durations.format(admission.duplicateWindow()));
    }

    private void streams(StreamConfig streams) {
        tree.put(Keys.THREADS, streams.threads());
        tree.put(Keys.COMMIT_INTERVAL, Durations.format(streams.commitInterval()));
        tree.put(Keys.SESSION_TIMEOUT, Durations.format(streams.sessionTimeout()));
        tree.put(Keys.TRANSACTION_TIMEOUT, Durations.format(streams.transactionTimeout()));
        streams.instanceId().ifPresent(id -> tree.put(Keys.INSTANCE_ID, id));
        tree.put(Keys.STATE_DIR, streams.stateDir().toString());
        if (!streams.properties().isEmpty()) {
            passedOn("streams.properties", "", streams.properties());
        }
    }

    private void admin(AdminConfig admin) {
        tree.put(Keys.ADMIN_PORT, admin.port());
        tree.put(Keys.ADMIN_HOST, admin.host());
        admin.token().ifPresent(token -> tree.put(Keys.ADMIN_TOKEN, token.toString()));
        if (admin.port() != AdminConfig.OFF) {
            tree.put(Keys.ADMIN_ADVERTISED, admin.advertised());
        }
    }

    /** Names of others keep their dots: they are one level. */
    private void passedOn(String section, String prefix, Map<String, String> properties) {
        Map<String, String> shown = new LinkedHashMap<>();
        new TreeMap<>(properties)
                .forEach(
                        (name, value) ->
                                shown.put(
                                        name.substring(prefix.length()),
                                        SecretNames.masked(name, value)));
        tree.putNames(section, shown);
    }
}
