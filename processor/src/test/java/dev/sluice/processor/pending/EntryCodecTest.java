package dev.sluice.processor.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class EntryCodecTest {
    private static final byte[] BYTES = "värde".getBytes(StandardCharsets.UTF_8);

    @Test
    void anEntryComesBackAsItWent() {
        PendingEntry entry = whole();

        assertThat(thereAndBack(entry)).isEqualTo(entry);
    }

    /** Versions before and after this one read and write the same bytes, the schema's fingerprint among them. */
    @Test
    void anEntryIsWrittenAsAvroWritesIt() throws Exception {
        for (PendingEntry entry : List.of(entry(), whole())) {
            assertThat(EntryCodec.encode(entry))
                    .isEqualTo(PendingEntry.getEncoder().encode(entry).array());
        }
    }

    @Test
    void aMissingKeyIsNotAnEmptyOne() {
        PendingEntry without = entry();
        PendingEntry empty = entry();
        empty.setKey(ByteBuffer.wrap(new byte[0]));

        assertThat(thereAndBack(without).getKey()).isNull();
        assertThat(thereAndBack(empty).getKey()).isEqualTo(ByteBuffer.wrap(new byte[0]));
    }

    @Test
    void headersKeepTheirOrderTheirDoublesAndTheirNulls() {
        Headers headers =
                new RecordHeaders()
                        .add("b", BYTES)
                        .add("a", null)
                        .add("b", new byte[0])
                        .add("a", BYTES);

        assertThat(EntryCodec.unpack(EntryCodec.pack(headers))).isEqualTo(headers);
    }

    @Test
    void sizeCountsKeyValueAndHeaders() {
        Headers headers = new RecordHeaders().add("ab", new byte[3]).add("c", null);

        assertThat(EntryCodec.size(new byte[10], new byte[100], headers)).isEqualTo(116);
        assertThat(EntryCodec.size(null, new byte[100], new RecordHeaders())).isEqualTo(100);
    }

    @Test
    void whatIsNoEntryIsRefused() {
        assertThatThrownBy(() -> EntryCodec.decode(BYTES))
                .isInstanceOf(SerializationException.class);
    }

    private PendingEntry thereAndBack(PendingEntry entry) {
        return EntryCodec.decode(EntryCodec.encode(entry));
    }

    private static PendingEntry entry() {
        PendingEntry entry = new PendingEntry();
        entry.setValue(ByteBuffer.wrap(BYTES));
        entry.setHeaders(List.of());
        entry.setAttempts(List.of());
        entry.setTimestamp(5);
        entry.setAdmittedAt(6);
        return entry;
    }

    private static PendingEntry whole() {
        PendingEntry entry = entry();
        entry.setKey(ByteBuffer.wrap(BYTES));
        entry.setHeaders(
                List.of(
                        new EntryHeader("a", ByteBuffer.wrap(BYTES)),
                        new EntryHeader("a", null),
                        new EntryHeader("", ByteBuffer.wrap(new byte[0]))));
        entry.setAttempts(List.of(ByteBuffer.wrap(BYTES)));
        entry.setTrimmedMessages(3);
        entry.setNextAttemptAt(77L);
        entry.setDeadline(88L);
        return entry;
    }
}
