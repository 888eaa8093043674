package dev.sluice.processor.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file's values under the environment's, and how keys are read from them. */
final class Values {
    /** MicroProfile Config gives environment variables 300, above the file's 110. */
    private static final int ENVIRONMENT_ORDINAL = 300;

    private final SmallRyeConfig config;
    private final Map<String, Given> given;
    private final Problems problems;

    Values(Map<String, Given> file, Map<String, Given> environment, Problems problems) {
        this.config =
                new SmallRyeConfigBuilder()
                        .withSources(
                                new YamlConfigSource("file", texts(file), YamlConfigSource.ORDINAL),
                                new PropertiesConfigSource(
                                        texts(environment), "environment", ENVIRONMENT_ORDINAL))
                        .build();
        this.given = new LinkedHashMap<>(file);
        this.given.putAll(environment);
        this.problems = problems;
    }

    /** All keys that are given. */
    Set<String> keys() {
        return given.keySet();
    }

    /** Whether a key is given, whatever its value. */
    boolean isGiven(String key) {
        return given.containsKey(key);
    }

    /** Whether a key is given without a value. */
    boolean isEmpty(String key) {
        Given value = given.get(key);
        return value != null && value.text().isEmpty();
    }

    /** Whether a key is given as a list without items. */
    boolean isEmptyList(String key) {
        Given value = given.get(key);
        return value != null && value.list() && value.text().isEmpty();
    }

    /** Where a key is given, for the end of a message. */
    String origin(String key) {
        Given value = given.get(key);
        return value == null || value.origin().isEmpty() ? "" : " (" + value.origin() + ")";
    }

    /** Reads a key that has a default, which also stands in for a value that cannot be read. */
    <T> T get(Key<T> key) {
        return find(key).orElseGet(() -> key.type().convert(key.standard().orElseThrow()));
    }

    /** Reads a key that must be given. */
    <T> Optional<T> require(Key<T> key) {
        if (!given.containsKey(key.name())) {
            problems.add(key.name(), "is required");
        }
        return find(key);
    }

    /** Reads a key where it is given. What cannot be read is a problem. */
    <T> Optional<T> find(Key<T> key) {
        Given value = given.get(key.name());
        if (value == null) {
            return Optional.empty();
        }
        String text = config.getConfigValue(key.name()).getValue();
        try {
            if (text == null || text.isBlank()) {
                if (!problems.noneOf(key.name())) {
                    return Optional.empty();
                }
                throw new IllegalArgumentException("has no value; give it one or leave it out");
            }
            if (value.list() && !key.list()) {
                throw new IllegalArgumentException("expects a single value, not a list");
            }
            return Optional.of(key.type().convert(text));
        } catch (IllegalArgumentException e) {
            problems.add(key.name(), e.getMessage() + origin(key.name()));
            return Optional.empty();
        }
    }

    /** All keys below a section, without its name and as they are. */
    Map<String, String> below(String section) {
        String prefix = section + ".";
        Map<String, String> below = new TreeMap<>();
        for (String key : keys()) {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), config.getConfigValue(key).getValue());
            }
        }
        return below;
    }

    /** Names on the first level that have levels below them. */
    Set<String> names() {
        return names(keys(), "");
    }

    /** Names on the level below a section that have levels below them. */
    Set<String> names(String section) {
        return names(keys(), section + ".");
    }

    /** Names behind a prefix that have levels below them. */
    static Set<String> names(Set<String> keys, String prefix) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix) && key.indexOf('.', prefix.length()) > 0)
                .map(key -> key.substring(prefix.length(), key.indexOf('.', prefix.length())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, String> texts(Map<String, Given> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().text()));
    }
}
