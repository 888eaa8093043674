package dev.sluice.processor.support;

import static java.util.Objects.requireNonNull;

import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.SchemaRejectedException;
import dev.sluice.schemas.Schemas;
import dev.sluice.schemas.Subjects;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Values that programs with schemas of their own would write. */
public final class ForeignRecords implements AutoCloseable {
    private final Schemas schemas;
    private final Topics topics;

    public ForeignRecords(Backbone backbone, Topics topics) {
        this(backbone.registry().url(), topics);
    }

    public ForeignRecords(String registry, Topics topics) {
        this.schemas = Schemas.connect(Map.of("schema.registry.url", registry));
        this.topics = topics;
    }

    /** A failure record, as it stands on the failure topic. */
    public byte[] failure() {
        ChatFailure failure =
                ChatFailure.newBuilder()
                        .setPosition(new Position("elsewhere", 0, 0L))
                        .setReason(FailureReason.TIMEOUT)
                        .setMessage("no answer")
                        .setTimings(Timings.newBuilder().setAppendedAt(Instant.EPOCH).build())
                        .build();
        return requireNonNull(
                new AvroSerializer<ChatFailure>(schemas).serialize(topics.failures(), failure));
    }

    /** A request whose writer has never heard of a field. */
    public byte[] requestWithout(String field) {
        return request(schemaWithout(field));
    }

    /** A request whose writer knows one field of its own, and not ours of the name metadata. */
    public byte[] requestWithOwnField(String field) {
        Schema own = schemaWithout("metadata");
        List<Schema.Field> fields = copies(own, "metadata");
        fields.add(new Schema.Field(field, Schema.create(Schema.Type.STRING)));
        return request(Schema.createRecord("ChatRequest", null, own.getNamespace(), false, fields));
    }

    private byte[] request(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            } else if (field.schema().getType() == Schema.Type.STRING) {
                record.put(field.pos(), "small-chat");
            } else {
                record.put(field.pos(), List.of(message(field.schema().getElementType())));
            }
        }
        return encode(record);
    }

    private static GenericRecord message(Schema schema) {
        GenericRecord message = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            message.put(
                    field.pos(),
                    field.hasDefaultValue() ? GenericData.get().getDefaultValue(field) : "user");
        }
        message.put("content", "Say hello");
        return message;
    }

    private static Schema schemaWithout(String field) {
        Schema ours = ChatRequest.getClassSchema();
        return Schema.createRecord(
                ours.getName(), null, ours.getNamespace(), false, copies(ours, field));
    }

    private static List<Schema.Field> copies(Schema schema, String without) {
        return schema.getFields().stream()
                .filter(field -> !field.name().equals(without))
                .map(field -> new Schema.Field(field, field.schema()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private byte[] encode(GenericRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        try {
            int id = schemas.idFor(Subjects.value(topics.name() + ".other"), record.getSchema());
            bytes.write(0);
            bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RegistryUnavailableException | SchemaRejectedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        schemas.close();
    }
}
