package dev.sluice.processor.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The configuration in a line for the log: what an instance works with, without secrets. */
public final class ConfigSummary {
    private ConfigSummary() {}

    /** Such as: application-id sluice, kafka.bootstrap.servers localhost:9092, …. */
    public static String line(SluiceConfig config) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(Keys.APPLICATION_ID.name(), config.applicationId());
        shown(parts, "kafka.", "bootstrap.servers", config.kafka());
        shown(parts, "", "schema.registry.url", config.schemaRegistry());
        parts.put(Keys.REQUESTS.name(), config.topics().requests());
        parts.put(Keys.ENDPOINTS, new TreeSet<>(config.endpoints().keySet()));
        parts.put(Keys.LIMITS, config.limits().size());
        parts.put(Keys.PRICES, config.prices().size());
        parts.put(UsageKeys.WINDOWS.name(), config.usage().windows());
        parts.put(Keys.THREADS.name(), config.streams().threads());
        parts.put(Keys.STATE_DIR.name(), config.streams().stateDir());
        parts.put(
                "admin",
                config.admin().port() == AdminConfig.OFF
                        ? "off"
                        : AdminConfig.address(config.admin().host(), config.admin().port()));
        return parts.entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void shown(
            Map<String, Object> parts, String prefix, String name, Map<String, String> from) {
        parts.put(prefix + name, SecretNames.masked(name, from.getOrDefault(name, "")));
    }
}
