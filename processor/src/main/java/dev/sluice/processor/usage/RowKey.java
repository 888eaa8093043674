package dev.sluice.processor.usage;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.v1.WindowSize;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which row of usage: an account in a window. As bytes, rows of windows of one size are in the order of their start, so that a
 * span of time is a range.
 *
 * @param window when
 * @param account whose
 */
public record RowKey(TimeWindow window, Account account) {
    private static final List<WindowSize> CODES =
            List.of(WindowSize.MINUTE, WindowSize.HOUR, WindowSize.DAY);

    /** The size's code and the start. */
    private static final int START_BYTES = 9;

    /** The key in the store. */
    Bytes toBytes() {
        byte[] tenant = account.tenant().getBytes(StandardCharsets.UTF_8);
        byte[] model = account.model().getBytes(StandardCharsets.UTF_8);
        byte[] endpoint = account.endpoint().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[START_BYTES + 8 + tenant.length + model.length + endpoint.length];
        start(window, bytes)
                .putInt(tenant.length)
                .put(tenant)
                .putInt(model.length)
                .put(model)
                .put(endpoint);
        return Bytes.wrap(bytes);
    }

    /** What the keys of a window's rows start with: the lowest key that could be. */
    static Bytes first(TimeWindow window) {
        byte[] bytes = new byte[START_BYTES];
        start(window, bytes);
        return Bytes.wrap(bytes);
    }

    /**
     * The key that the bytes stand for.
     *
     * @throws SerializationException if they are not a key's
     */
    static RowKey of(Bytes bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
        try {
            WindowSize size = CODES.get(buffer.get());
            TimeWindow window = new TimeWindow(size, buffer.getLong());
            String tenant = text(buffer, buffer.getInt());
            String model = text(buffer, buffer.getInt());
            return new RowKey(window, new Account(tenant, model, text(buffer, buffer.remaining())));
        } catch (BufferUnderflowException
                | IndexOutOfBoundsException
                | NegativeArraySizeException e) {
            throw new SerializationException("Not the key of a row of usage", e);
        }
    }

    /** The key of the row's records: a JSON array, the same for all versions of the row. */
    public String text() {
        return List.of(
                        account.tenant(),
                        account.model(),
                        account.endpoint(),
                        window.size().name(),
                        Instant.ofEpochMilli(window.start()).toString())
                .stream()
                .map(
                        part ->
                                '"'
                                        + new String(
                                                JsonStringEncoder.getInstance().quoteAsString(part))
                                        + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static ByteBuffer start(TimeWindow window, byte[] bytes) {
        // Times before the epoch do not occur: they would be out of order.
        return ByteBuffer.wrap(bytes)
                .put((byte) CODES.indexOf(window.size()))
                .putLong(window.start());
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
