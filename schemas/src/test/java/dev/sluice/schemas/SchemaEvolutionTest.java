package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.ChatChunk;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.ChunkChoice;
import dev.sluice.v1.Priority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Records of other versions resolve to this one. */
class SchemaEvolutionTest {
    private final Codec<ChatRequest> requests = Codec.of(ChatRequest.class);
    private final Codec<ChatChunk> chunks = Codec.of(ChatChunk.class);

    @Test
    void anOlderWriterKnewFewerFields() throws Exception {
        Schema older = SchemaEdits.without(requests.schema(), "repetition_penalty");
        ChatRequest read = requests.decoder().decode(request(older), older);
        assertThat(read.getId()).isEqualTo("r");
        assertThat(read.getRepetitionPenalty()).isNull();
        assertThat(read.getPriority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void aNewerWriterKnowsMoreFields() throws Exception {
        Schema newer =
                SchemaEdits.with(
                        requests.schema(),
                        "ChatRequest",
                        "{\"name\":\"new\",\"type\":\"string\",\"default\":\"x\"}");
        assertThat(requests.decoder().decode(request(newer), newer).getModel()).isEqualTo("m");
    }

    @Test
    void aSymbolThatThisVersionLacksBecomesTheDefault() throws Exception {
        Schema newer = SchemaEdits.replaced(requests.schema(), "[\"LOW\",", "[\"URGENT\",\"LOW\",");
        GenericRecord record = draft(newer);
        Schema priority = newer.getField("priority").schema();
        record.put("priority", new GenericData.EnumSymbol(priority, "URGENT"));
        assertThat(requests.decoder().decode(encode(record), newer).getPriority())
                .isEqualTo(Priority.NORMAL);
    }

    /** Avro's own readers take this for truncated, as they count elements by the reader's larger size. */
    @Test
    void elementsOfAnOlderWriterAreSmaller() throws Exception {
        Schema older =
                SchemaEdits.without(SchemaEdits.without(chunks.schema(), "reasoning"), "extra");
        GenericRecord chunk = new GenericData.Record(older);
        chunk.put("id", "r");
        chunk.put("tenant", "t");
        chunk.put("attempt", 1);
        chunk.put("sequence", 0L);
        chunk.put("received_at", 0L);
        GenericRecord choice =
                new GenericData.Record(older.getField("choices").schema().getElementType());
        choice.put("index", 7);
        chunk.put("choices", Collections.nCopies(50, choice));

        List<ChunkChoice> read = chunks.decoder().decode(encode(chunk), older).getChoices();
        assertThat(read).hasSize(50).allMatch(c -> c.getIndex() == 7 && c.getExtra() == null);
    }

    private static byte[] request(Schema schema) throws IOException {
        return encode(draft(schema));
    }

    /** The smallest request, with every default that the schema has. */
    private static GenericRecord draft(Schema schema) {
        GenericRecord record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            if (field.hasDefaultValue()) {
                record.put(field.pos(), GenericData.get().getDefaultValue(field));
            }
        }
        record.put("id", "r");
        record.put("model", "m");
        record.put("messages", List.of());
        return record;
    }

    private static byte[] encode(GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(WireFormat.header(1));
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
