package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.v1.ChatCompletion;
import dev.sluice.v1.ChatFailure;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.FailureReason;
import dev.sluice.v1.Position;
import dev.sluice.v1.Timings;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.avro.Schema;

/** Whatever bytes come in, they are a record or unreadable, and cost no more memory than their length justifies. */
class UnreadableRecordTest {
    /** A decoded object takes more than its bytes: this much at most for each of them, and this much at all times. */
    private static final long BYTES_PER_BYTE = 400;

    private static final long BYTES_AT_LEAST = 2_000_000;

    private final Codec<ChatRequest> requests = Codec.of(ChatRequest.class);
    private final Codec<ChatCompletion> completions = Codec.of(ChatCompletion.class);

    @Property(tries = 2_000)
    void randomBytes(@ForAll @Size(max = 300) byte[] noise) {
        assertReadOrUnreadable(noise);
        assertReadOrUnreadable(withHeader(noise));
    }

    @Property(tries = 2_000)
    void aRecordWithSomeBytesChanged(@ForAll Random random) {
        byte[] value = completions.encode(Samples.completion());
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            value[random.nextInt(WireFormat.HEADER_BYTES, value.length)] = (byte) random.nextInt();
        }
        assertReadOrUnreadable(value);
    }

    @Property(tries = 20)
    void aRecordCutOffAnywhere(@ForAll("full") ChatRequest request) {
        byte[] value = requests.encode(request);
        for (int length = 0; length < value.length; length++) {
            byte[] cut = Arrays.copyOf(value, length);
            assertThatExceptionOfType(UnreadableRecordException.class)
                    .as("cut to %d of %d bytes", length, value.length)
                    .isThrownBy(() -> requests.decode(cut));
        }
    }

    @Property(tries = 100)
    void bytesAfterTheEnd(@ForAll @Size(min = 1, max = 9) byte[] more) {
        byte[] value = requests.encode(Samples.request());
        byte[] longer = Arrays.copyOf(value, value.length + more.length);
        System.arraycopy(more, 0, longer, value.length, more.length);
        assertUnreadable(longer);
    }

    @Example
    void anotherMagicByte() {
        byte[] value = requests.encode(Samples.request());
        value[0] = 1;
        assertUnreadable(value);
    }

    @Example
    void absurdLengths() {
        // The first field is a string; what follows its length byte by byte is a zig-zag number.
        for (long length :
                new long[] {-1, 1, 1 << 30, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE}) {
            assertUnreadable(withHeader(zigzag(length)));
        }
    }

    @Example
    void absurdArrays() {
        // Everything before the list of messages, then how many of them there are said to be.
        ChatRequest none = Samples.request();
        none.setMessages(java.util.List.of());
        byte[] value = requests.encode(none);
        int count = messagesAt(value);
        for (long length : new long[] {100_000, Integer.MAX_VALUE - 8, 1L << 40, Long.MIN_VALUE}) {
            byte[] start = Arrays.copyOf(value, count);
            byte[] number = zigzag(length);
            byte[] absurd = Arrays.copyOf(start, count + number.length + 2);
            System.arraycopy(number, 0, absurd, count, number.length);
            assertUnreadable(absurd);
        }
    }

    @Example
    void anotherRecordTypeEvenOneWithFieldsOfTheSameNames() {
        Codec<ChatFailure> failures = Codec.of(ChatFailure.class);
        ChatFailure failure =
                ChatFailure.newBuilder()
                        .setPosition(new Position("t", 0, 0L))
                        .setReason(FailureReason.TIMEOUT)
                        .setMessage(Samples.PROMPT)
                        .setTimings(new Timings(Samples.TIME, null, null, null, null))
                        .build();
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(
                        () ->
                                requests.decoder()
                                        .decode(failures.encode(failure), failures.schema()))
                .withMessageContaining("dev.sluice.v1.ChatFailure")
                .withMessageNotContaining(Samples.PROMPT);

        Schema renamed = SchemaEdits.replaced(requests.schema(), "\"ChatRequest\"", "\"Twin\"");
        byte[] value = requests.encode(Samples.request());
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> requests.decoder().decode(value, renamed));
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> requests.decoder().decode(value, Schema.create(Schema.Type.INT)));
    }

    @Example
    void aWriterThatNestsWithoutEnd() {
        Schema nested =
                SchemaEdits.with(
                        requests.schema(),
                        "ChatRequest",
                        "{\"name\":\"more\",\"type\":[\"null\",\"ChatRequest\"]}");
        byte[] level = requests.encode(Samples.request());
        int body = level.length - WireFormat.HEADER_BYTES;
        int levels = 30_000;
        byte[] deep = new byte[WireFormat.HEADER_BYTES + levels * (body + 1)];
        for (int i = 0; i < levels; i++) {
            int at = WireFormat.HEADER_BYTES + i * (body + 1);
            System.arraycopy(level, WireFormat.HEADER_BYTES, deep, at, body);
            deep[at + body] = 2;
        }
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> requests.decoder().decode(deep, nested));
    }

    private void assertUnreadable(byte[] value) {
        assertReadOrUnreadable(value);
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> requests.decode(value))
                .withMessageNotContaining(Samples.PROMPT)
                .withNoCause();
    }

    private void assertReadOrUnreadable(byte[] value) {
        for (Codec<?> codec : java.util.List.of(requests, completions)) {
            long before = allocated();
            assertThatCode(() -> tryToRead(codec, value)).doesNotThrowAnyException();
            assertThat(allocated() - before)
                    .as("bytes allocated for %d bytes", value.length)
                    .isLessThan(BYTES_AT_LEAST + BYTES_PER_BYTE * value.length);
        }
    }

    private static void tryToRead(Codec<?> codec, byte[] value) {
        try {
            assertThat(codec.decode(value)).isNotNull();
        } catch (UnreadableRecordException expected) {
            assertThat(expected).hasNoCause();
        }
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    /** Where the count of messages stands: two encodings that differ only in it start to differ there. */
    private int messagesAt(byte[] without) {
        byte[] with = requests.encode(Samples.request());
        return Arrays.mismatch(with, without);
    }

    private static byte[] withHeader(byte[] data) {
        byte[] value = new byte[WireFormat.HEADER_BYTES + data.length];
        System.arraycopy(data, 0, value, WireFormat.HEADER_BYTES, data.length);
        return value;
    }

    private static byte[] zigzag(long number) {
        byte[] bytes = new byte[10];
        int size = org.apache.avro.io.BinaryData.encodeLong(number, bytes, 0);
        return Arrays.copyOf(bytes, size);
    }

    @Provide
    Arbitrary<ChatRequest> full() {
        return AnyRecord.full(ChatRequest.class);
    }
}
