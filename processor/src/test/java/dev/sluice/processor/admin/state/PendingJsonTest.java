package dev.sluice.processor.admin.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.metrics.GroupName;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WaitingGroup;
import dev.sluice.processor.metrics.WindowStatus;
import dev.sluice.processor.metrics.WindowStatus.Group;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PendingJsonTest {
    private static final GroupName ACME = new GroupName("acme", "small");
    private static final GroupName OTHER = new GroupName("other", "small");

    @Test
    void addsPartitionsUpAndTellsWhatHoldsThemBack() {
        JsonObject json =
                PendingJson.of(
                        scheduler(
                                new WaitingGroup(
                                        ACME,
                                        12.5,
                                        List.of(
                                                new WaitingGroup.Cause(
                                                        "tenant:acme", "requests-per-minute", 7)))),
                        List.of(
                                window(0, true, new Group(ACME, 1, 4, 9)),
                                window(
                                        1,
                                        false,
                                        new Group(ACME, 0, 3, 0),
                                        new Group(OTHER, 2, 0, 0))));

        assertThat(json.getJsonObject("total"))
                .isEqualTo(
                        new JsonObject(
                                """
                                {"pending": 20, "pending_bytes": 2000, "in_flight": 3, "parked": 9,
                                 "parked_bytes": 20, "gated_partitions": 1}
                                """));
        JsonObject partition = json.getJsonArray("partitions").getJsonObject(0);
        assertThat(partition.remove("age_seconds")).isInstanceOf(Double.class);
        assertThat(partition)
                .isEqualTo(
                        new JsonObject(
                                """
                                {"partition": 0, "pending": 10, "pending_bytes": 1000, "in_flight": 1,
                                 "parked": 5, "parked_bytes": 10, "gated": true,
                                 "oldest_wait_seconds": 1.5}
                                """));
        assertThat(json.getJsonArray("groups"))
                .isEqualTo(
                        new JsonArray(
                                """
                                [{"tenant": "acme", "model": "small", "waiting": 7, "in_flight": 1,
                                  "parked": 9, "oldest_wait_seconds": 12.5,
                                  "held_by": [{"scope": "tenant:acme",
                                    "dimension": "requests-per-minute", "requests": 7}]},
                                 {"tenant": "other", "model": "small", "waiting": 0, "in_flight": 2,
                                  "parked": 0}]
                                """));
        assertThat(json.containsKey("others")).isFalse();
    }

    @Test
    void namesTheLargestGroupsAndSumsTheRestUp() {
        Group[] many =
                IntStream.rangeClosed(1, PendingJson.NAMED + 3)
                        .mapToObj(i -> new Group(new GroupName("t" + i, "m"), 1, i, i))
                        .toArray(Group[]::new);

        JsonObject json = PendingJson.of(scheduler(), List.of(window(0, false, many)));

        assertThat(json.getJsonArray("groups")).hasSize(PendingJson.NAMED);
        assertThat(json.getJsonArray("groups").getJsonObject(0).getString("tenant"))
                .isEqualTo("t" + (PendingJson.NAMED + 3));
        assertThat(json.getJsonObject("others"))
                .isEqualTo(
                        new JsonObject(
                                "{\"waiting\": 6, \"in_flight\": 3, \"parked\": 6, \"groups\": 3}"));
    }

    private static SchedulerStatus scheduler(WaitingGroup... waiting) {
        return new SchedulerStatus(List.of(), List.of(waiting), 3, System.nanoTime());
    }

    private static WindowStatus window(int partition, boolean gated, Group... groups) {
        return new WindowStatus(
                partition,
                10,
                1_000,
                5,
                10,
                gated,
                OptionalDouble.of(1.5),
                List.of(groups),
                System.nanoTime());
    }
}
