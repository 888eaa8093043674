package dev.sluice.processor.admin.state;

import dev.sluice.processor.metrics.GroupName;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WaitingGroup;
import dev.sluice.processor.metrics.WindowStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes what waits: in total, by partition, and by tenant and model, of which the largest are named. */
final class PendingJson {
    /** So many groups are named; the rest is summed up. */
    static final int NAMED = 20;

    /** So many causes of each group are named. */
    private static final int CAUSES = 5;

    private PendingJson() {}

    static JsonObject of(SchedulerStatus scheduler, List<WindowStatus> windows) {
        JsonArray partitions = new JsonArray();
        GroupSum total = new GroupSum();
        long bytes = 0;
        long parkedBytes = 0;
        int records = 0;
        int gated = 0;
        Map<GroupName, GroupSum> groups = new HashMap<>();
        for (WindowStatus window : windows) {
            partitions.add(partition(window));
            records += window.records();
            bytes += window.bytes();
            parkedBytes += window.parkedBytes();
            gated += window.gated() ? 1 : 0;
            for (WindowStatus.Group group : window.groups()) {
                groups.computeIfAbsent(group.of(), any -> new GroupSum()).add(group);
                total.add(group);
            }
        }
        return new JsonObject()
                .put("age_seconds", Ages.seconds(scheduler.takenAtNanos()))
                .put(
                        "total",
                        new JsonObject()
                                .put("pending", records)
                                .put("pending_bytes", bytes)
                                .put("in_flight", scheduler.inFlight())
                                .put("parked", total.parked())
                                .put("parked_bytes", parkedBytes)
                                .put("gated_partitions", gated))
                .put("partitions", partitions)
                .mergeIn(groups(groups, causes(scheduler)));
    }

    private static JsonObject partition(WindowStatus window) {
        GroupSum sum = new GroupSum();
        window.groups().forEach(sum::add);
        JsonObject json =
                new JsonObject()
                        .put("partition", window.partition())
                        .put("pending", window.records())
                        .put("pending_bytes", window.bytes())
                        .put("in_flight", sum.inFlight())
                        .put("parked", window.parked())
                        .put("parked_bytes", window.parkedBytes())
                        .put("gated", window.gated());
        window.oldestWaitSeconds().ifPresent(wait -> json.put("oldest_wait_seconds", wait));
        return json.put("age_seconds", Ages.seconds(window.takenAtNanos()));
    }

    private static Map<GroupName, WaitingGroup> causes(SchedulerStatus scheduler) {
        Map<GroupName, WaitingGroup> causes = new HashMap<>();
        scheduler.waiting().forEach(group -> causes.put(group.of(), group));
        return causes;
    }

    private static JsonObject groups(
            Map<GroupName, GroupSum> groups, Map<GroupName, WaitingGroup> causes) {
        JsonArray named = new JsonArray();
        GroupSum rest = new GroupSum();
        int others = 0;
        for (Map.Entry<GroupName, GroupSum> group :
                groups.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList()) {
            if (named.size() < NAMED) {
                named.add(group(group.getKey(), group.getValue(), causes.get(group.getKey())));
            } else {
                others++;
                rest.add(group.getValue());
            }
        }
        JsonObject json = new JsonObject().put("groups", named);
        return others == 0 ? json : json.put("others", rest.json().put("groups", others));
    }

    private static JsonObject group(GroupName of, GroupSum sum, @Nullable WaitingGroup waiting) {
        JsonObject json = new JsonObject().put("tenant", of.tenant()).put("model", of.model());
        json.mergeIn(sum.json());
        if (waiting != null) {
            JsonArray causes = new JsonArray();
            waiting.causes().stream()
                    .limit(CAUSES)
                    .forEach(
                            cause ->
                                    causes.add(
                                            new JsonObject()
                                                    .put("scope", cause.scope())
                                                    .put("dimension", cause.dimension())
                                                    .put("requests", cause.requests())));
            json.put("oldest_wait_seconds", waiting.oldestWaitSeconds()).put("held_by", causes);
        }
        return json;
    }
}
