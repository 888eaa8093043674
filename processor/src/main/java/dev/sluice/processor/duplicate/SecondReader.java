package dev.sluice.processor.duplicate;

import dev.sluice.processor.pending.RequestReader;
import dev.sluice.processor.pending.Verdict;
import dev.sluice.v1.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what a window keeps, and finds the repeats in what could not be read when it came. */
final class SecondReader implements RequestReader {
    private final RequestReader reader;
    private final DuplicateCheck check;

    SecondReader(RequestReader reader, DuplicateCheck check) {
        this.reader = reader;
        this.check = check;
    }

    @Override
    public Verdict read(
            Position position, Instant appendedAt, Instant admittedAt, byte @Nullable [] value) {
        Verdict verdict = reader.read(position, appendedAt, admittedAt, value);
        return verdict instanceof Verdict.Ready ready ? check.again(ready) : verdict;
    }

    @Override
    public void whenReadable(int schemaId, Runnable then) {
        reader.whenReadable(schemaId, then);
    }
}
