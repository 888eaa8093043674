package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.Past;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitNumbers;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.metrics.GroupName;
import dev.sluice.processor.metrics.LimitUse;
import dev.sluice.processor.metrics.SchedulerStatus;
import dev.sluice.processor.metrics.WaitingGroup;
import dev.sluice.processor.outcome.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusSnapshotTest extends SchedulerFixture {
    private static final String ENDPOINT = "a: {base-url: 'http://a'}";

    @Test
    void tellsWhatHoldsEachTenantBack() {
        Scheduler limited =
                scheduler(
                        ENDPOINT,
                        true,
                        List.of(rule("t", new Scope.Tenant("t"), Dimension.CONCURRENT, 1)),
                        2);
        offer(limited, 0, "t", null);
        offer(limited, 1, "t", null);
        offer(limited, 2, "t", null);
        limited.pump();
        now = now.plusSeconds(3);
        // The second call that is out is the instance's last.
        offer(limited, 3, "u", "k");
        offer(limited, 4, "u", "k");
        offer(limited, 5, "v", null);
        limited.pump();

        SchedulerStatus status = take(limited, false);

        assertThat(status.inFlight()).isEqualTo(2);
        assertThat(group(status, "t").causes())
                .containsExactly(new WaitingGroup.Cause("tenant:t", "concurrent", 2));
        assertThat(group(status, "t").oldestWaitSeconds()).isEqualTo(3);
        assertThat(group(status, "u").causes())
                .containsExactly(new WaitingGroup.Cause("record-key", "order", 1));
        assertThat(group(status, "v").causes())
                .containsExactly(new WaitingGroup.Cause("instance", "concurrent", 1));
        assertThat(status.waiting()).hasSize(3);

        calls.get(1).accept(again(60));
        limited.pump();
        assertThat(group(take(limited, false), "u").causes())
                .containsExactlyInAnyOrder(
                        new WaitingGroup.Cause("request", "retry-delay", 1),
                        new WaitingGroup.Cause("record-key", "order", 1));
    }

    @Test
    void tellsWhatThisInstanceHasOfALimit() {
        Scheduler limited =
                scheduler(
                        ENDPOINT,
                        false,
                        List.of(
                                rule("calls", new Scope.Tenant("t"), Dimension.CONCURRENT, 4),
                                rule(
                                        "rate",
                                        new Scope.EndpointModel("a", "any"),
                                        Dimension.REQUESTS_PER_MINUTE,
                                        20),
                                rule(
                                        "each",
                                        new Scope.Tenant(Scope.EACH),
                                        Dimension.CONCURRENT,
                                        4)),
                        10);
        now = now.plusSeconds(61);
        offer(limited, 0, "t", null);
        limited.pump();

        SchedulerStatus status = take(limited, true);

        LimitUse calls = use(status, "calls");
        assertThat(calls.counts()).isEqualTo("tenant:t");
        assertThat(calls.ofAll()).isFalse();
        assertThat(calls.share()).hasValue(0.25);
        LimitUse rate = use(status, "rate");
        assertThat(rate.counts()).isEqualTo("endpoint:a,model:any");
        assertThat(rate.ofAll()).isTrue();
        assertThat(rate.share()).hasValue(0.05);
        assertThat(use(status, "each").share()).isEmpty();
        assertThat(use(take(limited, false), "rate").ofAll()).isFalse();
    }

    private SchedulerStatus take(Scheduler of, boolean shared) {
        WaitingRoom waiting = Objects.requireNonNull(room);
        StatusSnapshot snapshot = new StatusSnapshot(waiting, () -> now, shared);
        List<LimitNumbers> numbers = Objects.requireNonNull(gates).numbers();
        snapshot.take(
                numbers, LimitSnapshot.of(numbers, waiting, now.toEpochMilli()), of.inFlight());
        return snapshot.latest();
    }

    private static WaitingGroup group(SchedulerStatus status, String tenant) {
        return status.waiting().stream()
                .filter(group -> group.of().equals(new GroupName(tenant, "any")))
                .findFirst()
                .orElseThrow();
    }

    private static LimitUse use(SchedulerStatus status, String limit) {
        return status.limits().stream()
                .filter(use -> use.status().name().limit().equals(limit))
                .findFirst()
                .orElseThrow();
    }

    private void offer(Scheduler to, long offset, String tenant, @Nullable String key) {
        Subject subject = subject(request(offset).setTenant(tenant), now);
        byte @Nullable [] recordKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        to.offer(new Work(subject, one, new Standing(), recordKey, Past.NONE, now));
    }
}
