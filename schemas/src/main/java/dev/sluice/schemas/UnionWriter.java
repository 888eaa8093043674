package dev.sluice.schemas;

import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.jspecify.annotations.Nullable;

/** Writes values of a union: first which of its branches they belong to, which their class tells. */
final class UnionWriter implements ValueWriter {
    /** In place of an index: the union has no null. */
    static final int NONE = -1;

    private final int nothing;
    private final Branch[] branches;

    /**
     * @param nothing the index of null, or {@link #NONE}
     * @param branches the others
     */
    UnionWriter(int nothing, Branch... branches) {
        this.nothing = nothing;
        this.branches = branches;
    }

    @Override
    public Class<?> type() {
        return Object.class;
    }

    @Override
    public void write(@Nullable Object value, BinaryEncoder out) throws IOException {
        if (value == null && nothing != NONE) {
            out.writeIndex(nothing);
            return;
        }
        for (Branch branch : branches) {
            if (branch.type.isInstance(value)) {
                out.writeIndex(branch.index);
                branch.writer.write(value, out);
                return;
            }
        }
        throw new ClassCastException("no branch");
    }

    /**
     * @param index the branch's place in the union
     * @param type the class of its values
     * @param writer writes them
     */
    record Branch(int index, Class<?> type, ValueWriter writer) {
        Branch(int index, ValueWriter writer) {
            this(index, writer.type(), writer);
        }
    }
}
