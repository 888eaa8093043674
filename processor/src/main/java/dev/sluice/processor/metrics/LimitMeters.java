package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Shows how the limits do. Belongs to one thread; the registry may be read on any. */
public final class LimitMeters {
    private final MeterRegistry registry;
    private final Map<LimitStatus.Name, LimitRow> rows = new HashMap<>();

    /**
     * Shows no limit yet.
     *
     * @param registry where the meters are
     */
    public LimitMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * Shows these limits from now on, and no others.
     *
     * @param limits those that are in force; no two of the same name
     */
    public void update(Collection<LimitStatus> limits) {
        Set<LimitStatus.Name> inForce = new HashSet<>();
        for (LimitStatus limit : limits) {
            inForce.add(limit.name());
            LimitRow row = rows.get(limit.name());
            if (row == null) {
                rows.put(limit.name(), new LimitRow(registry, limit));
            } else {
                row.update(limit);
            }
        }
        rows.entrySet()
                .removeIf(
                        row -> {
                            boolean gone = !inForce.contains(row.getKey());
                            if (gone) {
                                row.getValue().remove();
                            }
                            return gone;
                        });
    }
}
