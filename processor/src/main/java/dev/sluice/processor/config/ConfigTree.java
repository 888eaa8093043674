package dev.sluice.processor.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Keys and their values, as the levels of a file that loads again. */
final class ConfigTree {
    private final Map<String, Object> tree = new LinkedHashMap<>();

    /** Puts a key's value: a text, a number, true or false, or a list of texts. */
    void put(Key<?> key, Object value) {
        int dot = key.name().lastIndexOf('.');
        Map<String, Object> level = dot < 0 ? tree : at(key.name().substring(0, dot));
        level.put(key.name().substring(dot + 1), escaped(value));
    }

    /** Puts values whose names keep their dots: they are one level. */
    void putNames(String section, Map<String, String> values) {
        Map<String, Object> level =
                Keys.PASSED_ON.contains(section) && !section.startsWith("streams.")
                        ? below(tree, section)
                        : at(section);
        values.forEach((name, value) -> level.put(name, escaped(value)));
    }

    String dump() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(Integer.MAX_VALUE);
        return new Yaml(options).dump(tree);
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
    private static Object escaped(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(ConfigTree::escaped).toList();
        }
        return value instanceof String text ? text.replace("$", "$$") : value;
    }
}
