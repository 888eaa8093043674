package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The one way this package and the one below it make parsers and generators. */
public final class Json {
    /** Deepest nesting that is read; deeper JSON is refused instead of overflowing a stack. */
    static final int MAX_DEPTH = 500;

    /**
     * UTF-8 only, as RFC 8259 section 8.1 demands, so that byte offsets are true. Doubles are written in their
     * shortest form that reads back the same, which {@code Double.toString} only does from Java 19 on.
     */
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /** For what is rare and small, such as error bodies. */
    static final ObjectMapper TREES = new ObjectMapper(FACTORY);

    private static final int USUAL_BODY_BYTES = 1024;

    private Json() {}

    /** Something that writes one JSON value. */
    public interface Body {
        /** Writes it. */
        void write(JsonGenerator generator) throws IOException;
    }

    /** What was written, as UTF-8. */
    public static byte[] bytes(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BODY_BYTES);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            body.write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** What is wrong with JSON that a parser refused, without a word of its content. */
    public static String problem(JsonProcessingException refused) {
        if (refused instanceof StreamConstraintsException) {
            return "is nested too deeply or has a number or name that is too long";
        }
        long offset = refused.getLocation() == null ? -1 : refused.getLocation().getByteOffset();
        return offset < 0 ? "is not JSON" : "is not JSON near byte " + offset;
    }
}
