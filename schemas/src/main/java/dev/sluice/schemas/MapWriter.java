package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ConcurrentModificationException;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, in one block.
 *
 * @param element writes the value of an entry
 */
record MapWriter(ValueWriter element) implements ValueWriter {
    @Override
    public Class<?> type() {
        return Map.class;
    }

    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        Map<?, ?> entries = (Map<?, ?>) requireNonNull(value);
        int announced = entries.size();
        int written = 0;
        out.writeMapStart();
        out.setItemCount(announced);
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.startItem();
            ScalarWriter.STRING.write(entry.getKey(), out);
            element.write(entry.getValue(), out);
            written++;
        }
        out.writeMapEnd();
        if (written != announced) {
            throw new ConcurrentModificationException();
        }
    }
}
