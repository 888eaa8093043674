package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class EncodeBufferTest {
    /** Of each kind one that takes as many bytes as any, and nothing at all. */
    private static final List<Object> LONGEST =
            List.of(
                    true,
                    Integer.MIN_VALUE,
                    Long.MIN_VALUE,
                    1f,
                    1.0,
                    "text",
                    "",
                    ByteBuffer.allocate(0));

    @Property(tries = 200)
    void anythingIsEncodedAsByAvro(@ForAll("values") List<Object> values) throws Exception {
        assertAsByAvro(values);
    }

    @Test
    void itStartsAgain() throws Exception {
        EncodeBuffer buffer = new EncodeBuffer();
        for (int size : new int[] {3, 1_000_000, 2}) {
            buffer.writeBytes(new byte[size], 0, size);
            buffer.clear();
            buffer.writeInt(-1);
            assertThat(buffer.copy()).containsExactly(1);
            buffer.clear();
        }
    }

    @Test
    void thereIsRoomForAnythingAtTheEndOfTheArray() throws Exception {
        for (Object value : LONGEST) {
            for (int before = 4_080; before <= 4_096; before++) {
                assertAsByAvro(List.of(ByteBuffer.allocate(before - 2), value));
            }
        }
    }

    private static void assertAsByAvro(List<Object> values) throws IOException {
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        BinaryEncoder avro = EncoderFactory.get().directBinaryEncoder(expected, null);
        EncodeBuffer ours = new EncodeBuffer();
        for (Object value : values) {
            write(value, avro);
            write(value, ours);
        }
        assertThat(ours.copy()).isEqualTo(expected.toByteArray());
        assertThat(ours.bytesBuffered()).isEqualTo(expected.size());
    }

    private static void write(Object value, Encoder out) throws IOException {
        if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else if (value instanceof Integer number) {
            out.writeInt(number);
        } else if (value instanceof Long number) {
            out.writeLong(number);
        } else if (value instanceof Float number) {
            out.writeFloat(number);
        } else if (value instanceof Double number) {
            out.writeDouble(number);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else {
            out.writeBytes((ByteBuffer) value);
        }
    }

    /** Halves of surrogate pairs among the text, which no UTF-8 can hold. */
    @Provide
    Arbitrary<List<Object>> values() {
        return Arbitraries.<Object>oneOf(
                        Arbitraries.of(true, false),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.floats(),
                        Arbitraries.doubles(),
                        Arbitraries.strings().ofMaxLength(80),
                        Arbitraries.strings().ascii().ofMaxLength(80),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(ByteBuffer::wrap))
                .list()
                .ofMaxSize(900);
    }
}
