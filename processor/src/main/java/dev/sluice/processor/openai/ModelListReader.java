package dev.sluice.processor.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Reads an endpoint's list of models. */
public final class ModelListReader {
    private ModelListReader() {}

    /**
     * The ids of the models.
     *
     * @param body an answer as OpenAI has it: an object with an array {@code data} of objects with an {@code id}
     * @return nothing where it is something else
     */
    public static Optional<Set<String>> read(byte[] body) {
        JsonNode data;
        try {
            data = Json.TREES.readTree(body).path("data");
        } catch (IOException e) {
            // What is no JSON is no list; what it is otherwise cannot matter to the caller.
            return Optional.empty();
        }
        if (!data.isArray()) {
            return Optional.empty();
        }
        Set<String> ids = new LinkedHashSet<>();
        for (JsonNode model : data) {
            if (model.path("id").isTextual()) {
                ids.add(model.path("id").textValue());
            }
        }
        return Optional.of(ids);
    }
}
