package dev.sluice.processor.admin.state;

import dev.sluice.processor.metrics.LimitStatus;
import dev.sluice.processor.metrics.LimitUse;
import dev.sluice.processor.metrics.SchedulerStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;

/** Writes how the limits do. */
final class LimitsJson {
    private LimitsJson() {}

    static JsonObject of(SchedulerStatus status) {
        JsonArray limits = new JsonArray();
        status.limits().stream()
                .sorted(
                        Comparator.comparing((LimitUse use) -> use.status().name().limit())
                                .thenComparing(use -> use.status().name().dimension()))
                .forEach(use -> limits.add(json(use)));
        return new JsonObject()
                .put("age_seconds", Ages.seconds(status.takenAtNanos()))
                .put("limits", limits);
    }

    private static JsonObject json(LimitUse use) {
        LimitStatus status = use.status();
        JsonObject json =
                new JsonObject()
                        .put("limit", status.name().limit())
                        .put("scope", use.counts())
                        .put("dimension", status.name().dimension())
                        .put("shadow", status.name().shadow())
                        .put("value", status.value())
                        .put("granted", status.granted())
                        .put("held", status.held())
                        .put("in_use", status.inUse())
                        .put("waiting", status.waiting())
                        .put("oldest_wait_seconds", status.oldestWaitSeconds());
        status.utilisation()
                .ifPresent(
                        used ->
                                json.put("utilisation", used)
                                        .put("utilisation_of", use.ofAll() ? "all" : "instance"));
        use.share().ifPresent(share -> json.put("instance_share", share));
        return json;
    }
}
