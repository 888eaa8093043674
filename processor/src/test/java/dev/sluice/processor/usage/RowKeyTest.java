package dev.sluice.processor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.v1.WindowSize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** Keys of rows, and the windows in them. */
class RowKeyTest {
    private static final long MAX = 4_102_444_800_000L;

    @Property(tries = 200)
    void aKeyIsReadAsItWasWritten(
            @ForAll WindowSize size,
            @ForAll @LongRange(max = MAX) long at,
            @ForAll String tenant,
            @ForAll String model,
            @ForAll String endpoint) {
        // A lone half of a pair of surrogates is no text that could be in a record.
        Account account = new Account(whole(tenant), whole(model), whole(endpoint));
        RowKey key = new RowKey(TimeWindow.at(size, at), account);

        assertThat(RowKey.of(key.toBytes())).isEqualTo(key);
    }

    @Property(tries = 200)
    void keysOfOneSizeAreInTheOrderOfTheirStart(
            @ForAll WindowSize size,
            @ForAll @LongRange(max = MAX) long one,
            @ForAll @LongRange(max = MAX) long other,
            @ForAll String tenant) {
        TimeWindow first = TimeWindow.at(size, Math.min(one, other));
        TimeWindow second = TimeWindow.at(size, Math.max(one, other));
        Bytes key = new RowKey(first, new Account(tenant, "m", "e")).toBytes();

        assertThat(key).isGreaterThanOrEqualTo(RowKey.first(first));
        if (!first.equals(second)) {
            assertThat(key).isLessThan(RowKey.first(second));
        }
    }

    @Property(tries = 200)
    void anInstantLiesInItsWindow(@ForAll WindowSize size, @ForAll @LongRange(max = MAX) long at) {
        TimeWindow window = TimeWindow.at(size, at);

        assertThat(at).isBetween(window.start(), window.end() - 1);
        assertThat(TimeWindow.at(size, window.start())).isEqualTo(window);
        assertThat(TimeWindow.at(size, window.end()).start()).isEqualTo(window.end());
    }

    @Test
    void theTextIsJsonWhateverNamesHold() {
        long at = Instant.parse("2026-11-22T15:04:05Z").toEpochMilli();
        Account account = new Account("a\"b", "m\\n", "é\n");

        assertThat(new RowKey(TimeWindow.at(WindowSize.DAY, at), account).text())
                .isEqualTo("[\"a\\\"b\",\"m\\\\n\",\"é\\n\",\"DAY\",\"2026-11-22T00:00:00Z\"]");
    }

    @Test
    void otherBytesAreNoKey() {
        assertThatThrownBy(() -> RowKey.of(Bytes.wrap(new byte[] {0, 1, 2})))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> RowKey.of(Bytes.wrap(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0})))
                .isInstanceOf(SerializationException.class);
    }

    private static String whole(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
