package dev.sluice.processor.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Configuration file of an instance under test.
 *
 * @param values keys with dots, and their values
 */
public record InstanceConfig(Map<String, String> values) {
    /** What every instance needs; tests change what they are about. */
    public static InstanceConfig of(Backbone backbone, Topics topics, String endpoint) {
        return withoutEndpoint(backbone, topics)
                .with("endpoints.test.profile", "openai")
                .with("endpoints.test.base-url", endpoint)
                .with("endpoints.test.timeout", "10s");
    }

    /** What every instance needs beside its endpoints. */
    public static InstanceConfig withoutEndpoint(Backbone backbone, Topics topics) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("application-id", topics.name());
        values.put("kafka.'bootstrap.servers'", backbone.bootstrapServers());
        values.put("'schema.registry'.url", backbone.registry().url());
        values.put("topics.requests", topics.requests());
        values.put("topics.completions", topics.completions());
        values.put("topics.failures", topics.failures());
        values.put("topics.usage", topics.usage());
        return new InstanceConfig(values);
    }

    public InstanceConfig with(String key, Object value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(key, value.toString());
        return new InstanceConfig(changed);
    }

    /** Writes the file for one instance, which keeps its state beside it. */
    public Path write(Path folder) {
        Map<String, Object> tree = new LinkedHashMap<>();
        with("streams.state-dir", folder.resolve("state"))
                .values()
                .forEach((key, value) -> put(tree, key, value));
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve("sluice.yaml"), yaml(tree, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // The tree is made of maps by this method alone.
    private static void put(Map<String, Object> tree, String key, String value) {
        int end = key.startsWith("'") ? key.indexOf('\'', 1) + 1 : key.indexOf('.');
        if (end < 0 || end == key.length()) {
            tree.put(key, value);
        } else {
            Object child = tree.computeIfAbsent(key.substring(0, end), k -> new LinkedHashMap<>());
            put((Map<String, Object>) child, key.substring(end + 1), value);
        }
    }

    private static String yaml(Map<?, ?> tree, String indent) {
        return tree.entrySet().stream()
                .map(
                        entry ->
                                entry.getValue() instanceof Map<?, ?> child
                                        ? indent
                                                + entry.getKey()
                                                + ":\n"
                                                + yaml(child, indent + "  ")
                                        : indent
                                                + entry.getKey()
                                                + ": \""
                                                + entry.getValue()
                                                + "\"\n")
                .collect(Collectors.joining());
    }
}
