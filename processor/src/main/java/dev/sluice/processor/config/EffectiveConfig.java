package dev.sluice.processor.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Shows a configuration. */
public final class EffectiveConfig {
    private static final String REGISTRY = "schema.registry";

    private final Map<String, Object> tree = new LinkedHashMap<>();

    private EffectiveConfig() {}

    /**
     * Everything that is in effect, defaults included, as a file that loads again once the masks are replaced.
     *
     * @param config the configuration
     * @return YAML in which every secret is masked
     */
    public static String print(SluiceConfig config) {
        EffectiveConfig effective = new EffectiveConfig();
        effective.put(Keys.APPLICATION_ID, config.applicationId());
        effective.passedOn("kafka", "", config.kafka());
        effective.passedOn(REGISTRY, REGISTRY + ".", config.schemaRegistry());
        effective.topics(config.topics());
        config.endpoints().values().forEach(effective::endpoint);
        effective.put(Keys.MAX_REQUEST_BYTES, Sizes.format(config.admission().maxRequestBytes()));
        effective.put(Keys.WINDOW_RECORDS, config.pending().windowRecords());
        effective.put(Keys.WINDOW_BYTES, Sizes.format(config.pending().windowBytes()));
        effective.put(Keys.MAX_IN_FLIGHT, config.dispatch().maxInFlight());
        effective.put(Keys.EVENT_LOOPS, config.dispatch().eventLoops());
        effective.streams(config.streams());
        return effective.dump();
    }

    private void topics(TopicsConfig topics) {
        put(Keys.REQUESTS, topics.requests());
        put(Keys.COMPLETIONS, topics.completions());
        put(Keys.FAILURES, topics.failures());
        put(Keys.CHUNKS, topics.chunks());
        put(Keys.USAGE, topics.usage());
        put(Keys.CREATE, topics.create());
        put(Keys.PARTITIONS, topics.partitions());
        put(Keys.REPLICATION, topics.replication());
    }

    private void endpoint(EndpointConfig endpoint) {
        String section = Keys.ENDPOINTS + "." + endpoint.name();
        put(Keys.PROFILE.under(section), endpoint.profile());
        put(Keys.BASE_URL.under(section), endpoint.baseUrl().toString());
        put(Keys.PATH.under(section), endpoint.path());
        endpoint.apiKey().ifPresent(secret -> put(Keys.API_KEY.under(section), Secret.MASK));
        put(Keys.CONNECT_TIMEOUT.under(section), Durations.format(endpoint.connectTimeout()));
        put(Keys.TIMEOUT.under(section), Durations.format(endpoint.timeout()));
        put(Keys.MAX_RESPONSE_BYTES.under(section), Sizes.format(endpoint.maxResponseBytes()));
    }

    private void streams(StreamConfig streams) {
        put(Keys.THREADS, streams.threads());
        put(Keys.COMMIT_INTERVAL, Durations.format(streams.commitInterval()));
        put(Keys.SESSION_TIMEOUT, Durations.format(streams.sessionTimeout()));
        put(Keys.TRANSACTION_TIMEOUT, Durations.format(streams.transactionTimeout()));
        put(Keys.STATE_DIR, streams.stateDir().toString());
        if (!streams.properties().isEmpty()) {
            passedOn("streams.properties", "", streams.properties());
        }
    }

    /** Names of others keep their dots: they are one level. */
    private void passedOn(String section, String prefix, Map<String, String> properties) {
        Map<String, Object> shown = new LinkedHashMap<>();
        new TreeMap<>(properties)
                .forEach(
                        (name, value) ->
                                shown.put(
                                        name.substring(prefix.length()),
                                        escaped(SecretNames.masked(name, value))));
        if (REGISTRY.equals(section)) {
            tree.put(section, shown);
        } else {
            at(section).putAll(shown);
        }
    }

    private void put(Key<?> key, Object value) {
        int dot = key.name().lastIndexOf('.');
        Map<String, Object> level = dot < 0 ? tree : at(key.name().substring(0, dot));
        level.put(
                key.name().substring(dot + 1),
                value instanceof String text ? escaped(text) : value);
    }

    private Map<String, Object> at(String section) {
        Map<String, Object> level = tree;
        for (String name : section.split("\\.", -1)) {
            level = below(level, name);
        }
        return level;
    }

    @SuppressWarnings("unchecked") // Every level is made here.
    private static Map<String, Object> below(Map<String, Object> level, String name) {
        return (Map<String, Object>)
                level.computeIfAbsent(name, absent -> new LinkedHashMap<String, Object>());
    }

    /** A dollar that is no expression any more must not become one again. */
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }

    private String dump() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(Integer.MAX_VALUE);
        return new Yaml(options).dump(tree);
    }
}
