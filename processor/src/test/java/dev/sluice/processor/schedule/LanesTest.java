package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.outcome.Subject;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.route.Target;
import dev.sluice.processor.route.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How lanes wait in line, at barriers in the hands of the test. */
class LanesTest {
    private static final Routing.Route ROUTE =
            new Routing.Route(List.of(new Tier(1, List.of(new Target("a", "any", 1)))));

    private static final Routing.Route OTHER_ROUTE =
            new Routing.Route(List.of(new Tier(1, List.of(new Target("a", "other", 1)))));

    private static final class Gate implements Barrier {
        @Override
        public Cause cause() {
            return new Cause("gate", "closed");
        }
    }

    private final Barrier gate = new Gate();
    private final Barrier other = new Gate();
    private final Instant now = Instant.ofEpochSecond(1_000);
    private final Instant later = now.plusSeconds(5);
    private final Lanes lanes = new Lanes(tenant -> 1, () -> now);
    private long nextOffset;

    @Test
    void whatIsHeldIsNotTriedBeforeItsTime() {
        add("a", "m");
        hold(Map.of(gate, later));
        lanes.tick(later.minusMillis(1));
        assertThat(lanes.next()).isEmpty();

        lanes.tick(later);
        assertThat(sendNext()).isEqualTo("a m");
    }

    @Test
    void anOpenGateLetsOutOneAfterTheOtherAsLongAsItLetsThrough() {
        for (String tenant : List.of("a", "b", "c")) {
            add(tenant, "m");
        }
        holdAll(gate, later);
        lanes.tick(later);

        assertThat(sendNext()).isEqualTo("a m");
        assertThat(sendNext()).isEqualTo("b m");
        // Now it is closed again: whoever is next in line stays there, and nobody else is tried.
        assertThat(hold(Map.of(gate, later.plusSeconds(1)))).isEqualTo("c m");
        assertThat(lanes.next()).isEmpty();
        lanes.tick(later.plusSeconds(1));
        assertThat(sendNext()).isEqualTo("c m");
    }

    @Test
    void whoeverHasMoreToSendLetsTheOthersTryFirst() {
        for (String tenant : List.of("a", "b", "a", "b")) {
            add(tenant, "m");
        }
        holdAll(gate, later);
        lanes.tick(later);

        assertThat(sendAll(4)).containsExactly("a m", "b m", "a m", "b m");
    }

    @Test
    void whoeverHasToWaitForSomethingElseLetsTheNextOneTry() {
        add("a", "m");
        add("b", "m");
        holdAll(gate, later);
        lanes.tick(later);

        assertThat(hold(Map.of(other, Instant.MAX))).isEqualTo("a m");
        assertThat(sendNext()).isEqualTo("b m");
        assertThat(lanes.next()).isEmpty();

        lanes.opened(other);
        assertThat(sendNext()).isEqualTo("a m");
    }

    @Test
    void whoeverGivesUpLetsTheNextOneTry() {
        Work work = add("a", "m");
        add("b", "m");
        holdAll(gate, later);
        lanes.tick(later);
        lanes.remove(work);

        assertThat(sendNext()).isEqualTo("b m");
    }

    @Test
    void whoeverGivesUpInLineIsNotLetOut() {
        Work work = add("a", "m");
        add("b", "m");
        holdAll(gate, later);
        lanes.remove(work);
        lanes.tick(later);

        assertThat(sendNext()).isEqualTo("b m");
        assertThat(lanes.next()).isEmpty();
    }

    @Test
    void eitherOfTwoGatesLetsALaneOut() {
        add("a", "m");
        hold(Map.of(gate, later, other, Instant.MAX));
        lanes.opened(other);
        assertThat(sendNext()).isEqualTo("a m");

        lanes.tick(later);
        assertThat(lanes.next()).isEmpty();
    }

    @Test
    void whoWasSentFromALineIsFartherBackInIt() {
        for (String tenant : List.of("a", "b")) {
            add(tenant, "m1");
            add(tenant, "m2");
            add(tenant, "m3");
        }
        holdAll(gate, later);
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            lanes.tick(later.plusSeconds(i));
            order.add(sendNext());
            holdAll(gate, later.plusSeconds(i + 1));
        }

        assertThat(order).containsExactly("a m1", "b m1", "a m2", "b m2", "a m3", "b m3");
    }

    /** What a tenant was sent by other ways says nothing of who is to be next where several ways meet. */
    @Test
    void aLongPastElsewhereCostsNobodyHisPlace() {
        for (int i = 0; i < 500; i++) {
            add("old", "m");
            sendNext();
        }
        for (int i = 0; i < 20; i++) {
            add("old", "m");
            add("new", "elsewhere");
        }
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            holdAll(gate, later.plusSeconds(i));
            lanes.tick(later.plusSeconds(i));
            order.add(sendNext());
        }

        assertThat(order).filteredOn("old m"::equals).hasSizeBetween(9, 11);
    }

    @Test
    void anEarlierDeadlineMovesALaneForwardInItsLine() {
        add("a", "slow");
        add("a", "urgent");
        holdAll(gate, later);
        lanes.add(work("a", "urgent", now.plusSeconds(60)));
        lanes.tick(later);

        assertThat(sendNext()).isEqualTo("a urgent");
    }

    @Test
    void whoComesBackHasSavedNothingUp() {
        add("idle", "m");
        assertThat(sendNext()).isEqualTo("idle m");
        for (int i = 0; i < 300; i++) {
            add("busy", "m");
        }
        sendAll(200);
        for (int i = 0; i < 100; i++) {
            add("idle", "m");
        }

        assertThat(sendAll(50)).filteredOn("idle m"::equals).hasSizeBetween(24, 26);
    }

    /** A tenant that only its own limit held back must not have everybody wait for it when the limit is lifted. */
    @Test
    void whoWasHeldBackCatchesUpOnALittleOnly() {
        for (int i = 0; i < 1_000; i++) {
            add("held", "m");
        }
        holdAll(gate, later);
        for (int i = 0; i < 1_000; i++) {
            add("busy", "m");
        }
        sendAll(800);
        lanes.tick(later);

        assertThat(sendAll(264)).filteredOn("held m"::equals).hasSizeBetween(160, 168);
    }

    private List<String> sendAll(int count) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(sendNext());
        }
        return sent;
    }

    private String sendNext() {
        Lane lane = lanes.next().orElseThrow();
        String name = name(lane);
        lanes.sent(lane);
        return name;
    }

    private String hold(Map<Barrier, Instant> barriers) {
        Lane lane = lanes.next().orElseThrow();
        lanes.hold(lane, barriers);
        return name(lane);
    }

    private void holdAll(Barrier barrier, Instant until) {
        for (Optional<Lane> lane = lanes.next(); lane.isPresent(); lane = lanes.next()) {
            lanes.hold(lane.get(), Map.of(barrier, until));
        }
    }

    private static String name(Lane lane) {
        return lane.key().turn().tenant() + " " + lane.key().model();
    }

    private Work add(String tenant, String model) {
        Work work = work(tenant, model, null);
        lanes.add(work);
        return work;
    }

    private Work work(String tenant, String model, @Nullable Instant deadline) {
        long offset = nextOffset++;
        Subject subject =
                SchedulerFixture.subject(
                        SchedulerFixture.request(offset)
                                .setTenant(tenant)
                                .setModel(model)
                                .setDeadline(deadline),
                        Instant.EPOCH);
        Work work = new Work(subject, new SchedulerFixture() {}.owner(new ArrayList<>()));
        work.sequence(offset);
        work.route(model.equals("elsewhere") ? OTHER_ROUTE : ROUTE);
        return work;
    }
}
