package dev.sluice.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** Makes other versions of a schema. */
final class SchemaEdits {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaEdits() {}

    /** Without the field of this name in every record that has it. */
    static Schema without(Schema schema, String field) {
        return edit(schema, node -> removeField(node, field));
    }

    /** With one more field, given in JSON, in the record of this name. */
    static Schema with(Schema schema, String record, String field) {
        return edit(
                schema,
                node -> {
                    if (isRecord(node) && node.path("name").asText().equals(record)) {
                        ((ArrayNode) node.path("fields")).add(parse(field));
                    }
                });
    }

    /** With a text replaced in the schema's JSON; fails where there is none to replace. */
    static Schema replaced(Schema schema, String from, String to) {
        String text = schema.toString();
        if (!text.contains(from)) {
            throw new IllegalArgumentException(from + " is not in the schema");
        }
        return new Schema.Parser().parse(text.replace(from, to));
    }

    private static Schema edit(Schema schema, Consumer<JsonNode> change) {
        JsonNode tree = parse(schema.toString());
        visit(tree, change);
        return new Schema.Parser().parse(tree.toString());
    }

    private static void visit(JsonNode node, Consumer<JsonNode> change) {
        node.forEach(child -> visit(child, change));
        change.accept(node);
    }

    private static void removeField(JsonNode node, String field) {
        if (isRecord(node)) {
            Iterator<JsonNode> fields = ((ObjectNode) node).withArray("fields").elements();
            while (fields.hasNext()) {
                if (fields.next().path("name").asText().equals(field)) {
                    fields.remove();
                }
            }
        }
    }

    private static boolean isRecord(JsonNode node) {
        return node.path("type").asText().equals("record");
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
