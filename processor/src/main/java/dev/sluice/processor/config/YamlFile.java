package dev.sluice.processor.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads a YAML file into flat keys, with dots between the levels. Works on the parser's nodes because only they know
 * the lines, and because the usual map keeps the last of two equal keys without a word.
 */
final class YamlFile {
    /** Deeper than any key; ends the walk over a file that contains itself through an alias. */
    private static final int MAX_DEPTH = 12;

    private final Problems problems;
    private final Map<String, Given> values = new LinkedHashMap<>();

    private YamlFile(Problems problems) {
        this.problems = problems;
    }

    /** The file's values by key; nothing where it cannot be read at all, which is then a problem. */
    static Optional<Map<String, Given>> read(Path file, Problems problems) {
        try {
            return parse(Files.readString(file), file.toString(), problems);
        } catch (NoSuchFileException e) {
            problems.add(file.toString(), "does not exist");
        } catch (CharacterCodingException e) {
            problems.add(file.toString(), "is not UTF-8 text");
        } catch (IOException e) {
            problems.add(file.toString(), "cannot be read: " + e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    /** The same of a text; {@code file} names it in a problem. */
    static Optional<Map<String, Given>> parse(String text, String file, Problems problems) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
            YamlFile reader = new YamlFile(problems);
            if (root != null && !isNull(root)) {
                reader.flatten("", root, 0);
            }
            return Optional.of(reader.values);
        } catch (MarkedYAMLException e) {
            problems.add(file, "is not valid YAML" + where(e) + reason(e));
        } catch (YAMLException e) {
            problems.add(file, "is not valid YAML" + reason(e));
        }
        return Optional.empty();
    }

    private void flatten(String path, Node node, int depth) {
        if (node instanceof MappingNode mapping && depth < MAX_DEPTH) {
            for (NodeTuple entry : mapping.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode name) {
                    String key = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
                    flatten(key, entry.getValueNode(), depth + 1);
                } else {
                    problems.add(
                            name(path),
                            "has a key that is not plain text" + at(entry.getKeyNode()));
                }
            }
        } else if (node instanceof ScalarNode scalar && depth > 0) {
            put(path, new Given(isNull(node) ? "" : scalar.getValue(), origin(node), false));
        } else if (node instanceof SequenceNode list
                && depth > 0
                && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            String items =
                    list.getValue().stream()
                            .map(item -> ((ScalarNode) item).getValue())
                            .collect(Collectors.joining(","));
            put(path, new Given(items, origin(node), true));
        } else {
            problems.add(name(path), "expects keys and plain values" + at(node));
        }
    }

    private void put(String key, Given value) {
        Given first = values.putIfAbsent(key, value);
        if (first != null) {
            problems.add(
                    key, "is given twice, at %s and %s".formatted(first.origin(), value.origin()));
        }
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    private static String name(String path) {
        return path.isEmpty() ? "the file" : path;
    }

    private static String at(Node node) {
        return " (" + origin(node) + ")";
    }

    private static String origin(Node node) {
        return "line " + (node.getStartMark().getLine() + 1);
    }

    private static String where(MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        return mark == null
                ? ""
                : " at line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The parser's reason where it names the grammar alone: others repeat text of the file, perhaps a secret. */
    private static String reason(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        if (problem.startsWith("found undefined alias")) {
            return ": a value that begins with * needs quotes";
        }
        if (problem.startsWith("found duplicate key")
                || problem.startsWith("found undefined tag")) {
            return "";
        }
        return problem.startsWith("expected")
                        || problem.startsWith("mapping values")
                        || problem.startsWith("could not find")
                ? ": " + problem
                : "";
    }

    private static String reason(YAMLException e) {
        return e instanceof ReaderException unreadable
                ? ": character %d of the file is not allowed"
                        .formatted(unreadable.getPosition() + 1)
                : "";
    }
}
