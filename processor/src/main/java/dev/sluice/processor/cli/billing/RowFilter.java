package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.RowKey;
import dev.sluice.v1.WindowSize;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which rows are wanted.
 *
 * @param windows lengths of the windows
 * @param from windows that begin then or later
 * @param to windows that begin before
 */
record RowFilter(
        Optional<String> tenant,
        Optional<String> model,
        Optional<String> endpoint,
        Set<WindowSize> windows,
        Optional<Instant> from,
        Optional<Instant> to)
        implements Predicate<RowKey> {
    RowFilter {
        windows = Set.copyOf(windows);
    }

    @Override
    public boolean test(RowKey key) {
        Instant start = Instant.ofEpochMilli(key.window().start());
        return windows.contains(key.window().size())
                && tenant.map(key.account().tenant()::equals).orElse(true)
                && model.map(key.account().model()::equals).orElse(true)
                && endpoint.map(key.account().endpoint()::equals).orElse(true)
                && from.map(first -> !start.isBefore(first)).orElse(true)
                && to.map(start::isBefore).orElse(true);
    }
}
