package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.v1.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** The compiled writers themselves, without Avro's to fall back on. */
class WriterCompilerTest {
    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void anyRecordIsWrittenAsByAvro(@ForAll("records") SpecificRecord record) throws Exception {
        SpecificData model = SpecificData.getForClass(record.getClass());
        byte[] expected = AvrosWriter.write(record);
        Schema own = record.getSchema();
        assertThat(write(record, own, model)).isEqualTo(expected);
        assertThat(write(record, PlainSchema.of(own), model)).isEqualTo(expected);
    }

    @Test
    void whatNoRecordOfTheContractHasIsWrittenAsByAvro() throws Exception {
        Map<String, Object> notes = new HashMap<>();
        notes.put("none", null);
        notes.put("some", 1L << 40);
        List<Tree> trees =
                List.of(
                        new Tree(),
                        new Tree().with("parent", new Tree().with("leaf", -5).with("age", 1L)),
                        new Tree().with("leaf", ByteBuffer.wrap(new byte[] {1, 2, 3})),
                        new Tree().with("leaf", new Tree().with("weight", -1.5f)),
                        new Tree().with("leaf", true).with("late", 0.1),
                        new Tree().with("late", "text").with("notes", notes));
        SpecificData model = new SpecificData();
        Tree all = new Tree().with("children", trees);
        byte[] expected = AvrosWriter.write(all, Tree.SCHEMA, model);
        assertThat(write(all, Tree.SCHEMA, model)).isEqualTo(expected);
    }

    @Test
    void whatAvroRefusesIsNotWrittenEither() {
        SpecificData model = new SpecificData();
        List<Tree> trees =
                List.of(
                        new Tree().with("leaf", null),
                        new Tree().with("leaf", 5L),
                        new Tree().with("age", 5),
                        new Tree().with("late", 0.5f),
                        new Tree().with("parent", Samples.message("no tree")),
                        new Tree().with("notes", Map.of("some", 5)));
        for (Tree tree : trees) {
            assertThatThrownBy(() -> AvrosWriter.write(tree, Tree.SCHEMA, model))
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> write(tree, Tree.SCHEMA, model))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aSchemaThatCannotBeCompiledIsRefusedAtOnce() {
        SpecificData model = new SpecificData();
        Schema fixed = Schema.createFixed("Hash", null, "dev.sluice.v1", 16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WriterCompiler.compile(Schema.createArray(fixed), model))
                .withMessageContaining("FIXED");
        Schema unknown = Schema.createRecord("Nobody", null, "dev.sluice.v1", false, List.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WriterCompiler.compile(Schema.createMap(unknown), model))
                .withMessageContaining("Nobody");
    }

    @Test
    void aLogicalTypeThatJavaHasNoClassForIsWrittenAsWhatItIsMadeOf() throws Exception {
        Schema time = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        assertThat(write(7L, time, new SpecificData())).containsExactly(14);
    }

    private static byte[] write(Object value, Schema schema, SpecificData model)
            throws IOException {
        EncodeBuffer buffer = new EncodeBuffer();
        WriterCompiler.compile(schema, model).write(value, buffer);
        return buffer.copy();
    }

    @Provide
    Arbitrary<SpecificRecord> records() {
        return Arbitraries.oneOf(
                TopicRecords.TYPES.stream()
                        .map(type -> AnyRecord.of(type).map(SpecificRecord.class::cast))
                        .toList());
    }
}
