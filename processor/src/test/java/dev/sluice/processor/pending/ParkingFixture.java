package dev.sluice.processor.pending;

import dev.sluice.processor.config.PendingConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** A window of 20, of which a lane that is held back gets 10, and a park of 30. */
abstract class ParkingFixture extends PendingProcessorFixture {
    static final int HALF = 10;

    final PendingProcessor processor;

    ParkingFixture(Path folder, boolean ordered) {
        super(folder, new PendingConfig(20, 10_000, 30, 10_000), ordered);
        processor = started();
    }

    void flood(String fields, long from, int count) {
        for (long offset : offsets(from, count)) {
            arrive(offset, fields);
        }
    }

    void arrive(long offset, String fields) {
        arrives(processor, offset, null, offset + " " + fields);
    }

    static List<Long> offsets(long from, int count) {
        return LongStream.range(from, from + count).boxed().toList();
    }

    List<String> forwarded() {
        return context.forwarded().stream()
                .map(forward -> new String(forward.record().value(), StandardCharsets.UTF_8))
                .toList();
    }

    long parkedRows() {
        return parkedStore.approximateNumEntries();
    }
}
