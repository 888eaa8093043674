package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.ContentPart;
import dev.sluice.v1.ImageUrl;
import dev.sluice.v1.InputAudio;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the content of a message: text, parts, or an explicit null. */
final class ContentWriter {
    private ContentWriter() {}

    static void write(JsonGenerator generator, String path, @Nullable Object content)
            throws IOException {
        if (content == null) {
            generator.writeNull();
        } else if (content instanceof List<?> parts) {
            generator.writeStartArray();
            for (Object part : parts) {
                part(generator, path, (ContentPart) part);
            }
            generator.writeEndArray();
        } else {
            generator.writeString(content.toString());
        }
    }

    private static void part(JsonGenerator generator, String path, ContentPart part)
            throws IOException {
        JsonFields fields = new JsonFields(generator);
        generator.writeStartObject();
        generator.writeStringField("type", part.getType());
        fields.text("text", part.getText());
        ImageUrl image = part.getImageUrl();
        if (image != null) {
            generator.writeObjectFieldStart("image_url");
            generator.writeStringField("url", image.getUrl());
            fields.text("detail", image.getDetail());
            generator.writeEndObject();
        }
        InputAudio audio = part.getInputAudio();
        if (audio != null) {
            generator.writeObjectFieldStart("input_audio");
            generator.writeStringField("data", audio.getData());
            generator.writeStringField("format", audio.getFormat());
            generator.writeEndObject();
        }
        fields.text("refusal", part.getRefusal());
        fields.extra(
                path + ".extra",
                part.getExtra(),
                name -> BodyFields.PART.contains(name) && part.get(name) != null,
                name -> true);
        generator.writeEndObject();
    }
}
