package dev.sluice.processor.openai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.processor.openai.JsonCursor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An object whose fields come in pieces, in the order in which they first came. A null changes nothing. */
final class ObjectPieces implements Pieces {
    private static final Pieces NOTHING =
            new Pieces() {
                @Override
                public void add(JsonCursor cursor) {
                    throw new IllegalStateException("A null takes no pieces");
                }

                @Override
                public void write(JsonGenerator generator) throws IOException {
                    generator.writeNull();
                }
            };

    private final Function<String, Pieces> kinds;
    private final Map<String, Pieces> fields = new LinkedHashMap<>();
    private @Nullable String other;
    private boolean isObject;

    /**
     * @param kinds makes what takes the pieces of the field of that name
     */
    ObjectPieces(Function<String, Pieces> kinds) {
        this.kinds = kinds;
    }

    /** An object whose name the model chooses, and of which some fields come in pieces of text and all others whole. */
    static ObjectPieces named(Set<String> texts) {
        return new ObjectPieces(
                name -> {
                    if (texts.contains(name)) {
                        return new TextPieces();
                    }
                    return name.equals("name") ? LastPiece.generated() : new LastPiece();
                });
    }

    @Override
    public void add(JsonCursor cursor) throws IOException {
        if (cursor.is(JsonToken.START_OBJECT)) {
            isObject = true;
            cursor.eachField(name -> field(cursor, name));
        } else {
            other = cursor.raw();
        }
    }

    /** Takes one field; the cursor stands on its value. */
    void field(JsonCursor cursor, String name) throws IOException {
        Pieces known = fields.getOrDefault(name, NOTHING);
        if (cursor.isNull()) {
            fields.put(name, known);
            return;
        }
        if (known == NOTHING) {
            known = kinds.apply(name);
            fields.put(name, known);
        }
        known.add(cursor);
    }

    /** Takes an object that is whole: its fields replace what came before, but for those that say nothing. */
    void replace(JsonCursor cursor) throws IOException {
        isObject = true;
        cursor.eachField(
                name -> {
                    String json = cursor.raw();
                    boolean saysNothing = json.equals("null") || LastPiece.isBlank(json);
                    if (!(saysNothing && fields.containsKey(name))) {
                        fields.remove(name);
                        take(name, json);
                    }
                });
    }

    /** Takes one field whose value is JSON text. */
    void take(String name, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonCursor value = JsonCursor.lenient(bytes, 0, bytes.length)) {
            value.begin();
            field(value, name);
        }
    }

    /** What the field of that name holds; null where none came. */
    @Nullable Pieces get(String name) {
        return fields.get(name);
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        if (!isObject && other != null) {
            generator.writeRawValue(other);
            return;
        }
        generator.writeStartObject();
        writeFields(generator);
        generator.writeEndObject();
    }

    void writeFields(JsonGenerator generator) throws IOException {
        for (Map.Entry<String, Pieces> field : fields.entrySet()) {
            generator.writeFieldName(field.getKey());
            field.getValue().write(generator);
        }
    }

    @Override
    public long characters() {
        return fields.values().stream().mapToLong(Pieces::characters).sum();
    }
}
