package dev.sluice.processor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Shows where calls may go: circuit breakers and gates. Models that are not told apart are shown as the worst of them.
 * Belongs to one thread; the registry may be read on any.
 */
public final class TargetMeters {
    private record Target(String endpoint, String model) {}

    private final MeterRegistry registry;
    private final Names models;
    private final Map<Target, TargetRow> rows = new HashMap<>();

    TargetMeters(MeterRegistry registry, Names models) {
        this.registry = registry;
        this.models = models;
    }

    /** Shows these from now on, and no others. */
    public void update(Collection<TargetStatus> targets) {
        Map<Target, TargetStatus> now = new HashMap<>();
        for (TargetStatus status : targets) {
            now.merge(
                    new Target(status.endpoint(), models.of(status.model())),
                    status,
                    TargetStatus::or);
        }
        now.forEach(
                (target, status) ->
                        rows.computeIfAbsent(
                                        target,
                                        one -> new TargetRow(registry, one.endpoint(), one.model()))
                                .update(status));
        rows.entrySet()
                .removeIf(
                        row -> {
                            boolean gone = !now.containsKey(row.getKey());
                            if (gone) {
                                row.getValue().remove();
                            }
                            return gone;
                        });
    }
}
