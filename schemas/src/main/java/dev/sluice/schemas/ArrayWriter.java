package dev.sluice.schemas;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Writes lists, in one block.
 *
 * @param element writes an element
 */
record ArrayWriter(ValueWriter element) implements ValueWriter {
    @Override
    public Class<?> type() {
        return Collection.class;
    }

    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        Collection<?> elements = (Collection<?>) requireNonNull(value);
        int announced = elements.size();
        int written = 0;
        out.writeArrayStart();
        out.setItemCount(announced);
        for (Object one : elements) {
            out.startItem();
            element.write(one, out);
            written++;
        }
        out.writeArrayEnd();
        if (written != announced) {
            throw new ConcurrentModificationException();
        }
    }
}
