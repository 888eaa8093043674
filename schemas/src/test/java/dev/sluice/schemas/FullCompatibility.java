package dev.sluice.schemas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * Whether two versions of a schema read each other's data and mean the same by it. Checked against every released
 * version this is what registries call {@code FULL_TRANSITIVE}, and a little more: Avro looks at how values are
 * stored, so that milliseconds read as microseconds would pass.
 */
final class FullCompatibility {
    private FullCompatibility() {}

    /** What is wrong, one line for each problem; empty if nothing is. */
    static List<String> problems(Schema current, Schema released) {
        List<String> problems = new ArrayList<>();
        addUnreadable(problems, "the current version cannot read the released", current, released);
        addUnreadable(problems, "the released version cannot read the current", released, current);
        Map<String, String> before = meanings(released);
        meanings(current)
                .forEach(
                        (path, meaning) -> {
                            if (!before.getOrDefault(path, meaning).equals(meaning)) {
                                problems.add(
                                        "%s was %s and is %s"
                                                .formatted(path, before.get(path), meaning));
                            }
                        });
        return problems;
    }

    private static void addUnreadable(
            List<String> problems, String direction, Schema reader, Schema writer) {
        SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
            pair.getResult()
                    .getIncompatibilities()
                    .forEach(fault -> problems.add(direction + ": " + fault));
        }
    }

    /** The logical type of every field, and of every branch of a union, by path. */
    private static Map<String, String> meanings(Schema schema) {
        Map<String, String> found = new HashMap<>();
        addMeanings(found, schema.getName(), schema);
        return found;
    }

    private static void addMeanings(Map<String, String> found, String path, Schema schema) {
        switch (schema.getType()) {
            case RECORD ->
                    schema.getFields()
                            .forEach(f -> addMeanings(found, path + "." + f.name(), f.schema()));
            case ARRAY -> addMeanings(found, path + "[]", schema.getElementType());
            case MAP -> addMeanings(found, path + "{}", schema.getValueType());
            case UNION -> schema.getTypes().forEach(branch -> addMeanings(found, path, branch));
            default ->
                    found.put(
                            path + ":" + schema.getType(),
                            describe(schema.getLogicalType(), schema));
        }
    }

    private static String describe(LogicalType type, Schema schema) {
        return Objects.isNull(type)
                ? "plain"
                : type.getName()
                        + "(%s,%s)"
                                .formatted(
                                        schema.getObjectProp("precision"),
                                        schema.getObjectProp("scale"));
    }
}
