package dev.sluice.processor.admin.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.v1.UsageTotals;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Writes answers for people and programs. */
final class UsageJson {
    static final String ERROR = "error";
    static final String MISSING = "missing";
    static final String PARTITIONS = "partitions";
    static final String INSTANCE = "instance";
    static final String REASON = "reason";

    private static final JsonFactory JSON = new JsonFactory();

    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private UsageJson() {}

    /** All rows, with the range that they are of. */
    static Buffer rows(UsageQuestion question, List<UsageTotals> rows) {
        return write(
                json -> {
                    json.writeStringField("window", question.window().name());
                    json.writeStringField("from", question.from().toString());
                    json.writeStringField("to", question.to().toString());
                    json.writeArrayFieldStart("rows");
                    for (UsageTotals row : rows) {
                        record(json, row);
                    }
                    json.writeEndArray();
                });
    }

    /** Why there are no rows now. */
    static Buffer missing(List<Gap> gaps) {
        return write(
                json -> {
                    json.writeStringField(
                            ERROR, "not all rows can be read now; ask again in a moment");
                    json.writeArrayFieldStart(MISSING);
                    for (Gap gap : gaps) {
                        json.writeStartObject();
                        json.writeArrayFieldStart(PARTITIONS);
                        for (int partition : gap.partitions()) {
                            json.writeNumber(partition);
                        }
                        json.writeEndArray();
                        json.writeStringField(INSTANCE, gap.instance().orElse(null));
                        json.writeStringField(REASON, gap.reason());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    /** What is wrong with a parameter. */
    static Buffer badParameter(BadParameterException problem) {
        return write(
                json -> {
                    json.writeStringField(ERROR, problem.parameter() + ": " + problem.getMessage());
                    json.writeStringField("parameter", problem.parameter());
                });
    }

    /** What else is wrong. */
    static Buffer error(String message) {
        return write(json -> json.writeStringField(ERROR, message));
    }

    private static Buffer write(Content content) {
        Buffer buffer = Buffer.buffer();
        try (JsonGenerator json = JSON.createGenerator(into(buffer))) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return buffer.appendString("\n");
    }

    /** Every field, under its name in the schema. */
    private static void record(JsonGenerator json, IndexedRecord record) throws IOException {
        json.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            json.writeFieldName(field.name());
            value(json, record.get(field.pos()));
        }
        json.writeEndObject();
    }

    private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Long count) {
            json.writeNumber(count);
        } else if (value instanceof BigDecimal amount) {
            // As text: most readers of JSON make a binary fraction of a number.
            json.writeString(amount.toPlainString());
        } else if (value instanceof IndexedRecord record) {
            record(json, record);
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                value(json, item);
            }
            json.writeEndArray();
        } else {
            // Texts, times and names of an enum.
            json.writeString(value.toString());
        }
    }

    private static OutputStream into(Buffer buffer) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                buffer.appendByte((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                buffer.appendBytes(bytes, offset, length);
            }
        };
    }
}
