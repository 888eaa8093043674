package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd;
import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.limit.Dimension;
import dev.sluice.processor.limit.LimitRule;
import dev.sluice.processor.limit.Scope;
import dev.sluice.processor.metrics.LimitStatus;
import dev.sluice.v1.ChatRequest;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import io.micrometer.core.instrument.DistributionSummary;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is told of limits, and of the tokens that were reserved at them. */
class LimitSnapshotTest extends SchedulerFixture {
    private static final String ENDPOINT = "a: {base-url: 'http://a'}";

    @Test
    void tellsWhoWaitsAtALimitAndSinceWhen() {
        Scheduler limited = limited(rule("t", new Scope.Tenant("t"), Dimension.CONCURRENT, 1));
        offer(limited, 0, "t", null);
        offer(limited, 1, "t", null);
        limited.pump();
        now = now.plusSeconds(2);
        // It overtakes the one before it, and has not waited as long.
        offer(limited, 2, "t", now.plusSeconds(100));
        offer(limited, 3, "other", null);
        limited.pump();
        now = now.plusSeconds(3);

        LimitStatus status = only();
        assertThat(status.name())
                .isEqualTo(new LimitStatus.Name("t", "tenant", "concurrent", false));
        assertThat(status.value()).isEqualTo(1);
        assertThat(status.granted()).isEqualTo(1);
        assertThat(status.held()).isPositive();
        assertThat(status.inUse()).isEqualTo(1);
        assertThat(status.waiting()).isEqualTo(2);
        assertThat(status.oldestWaitSeconds()).isEqualTo(5);
        assertThat(status.utilisation()).hasValue(1);

        calls.get(0).accept(ANSWERED);
        limited.pump();
        assertThat(sent).as("the one with a deadline went").endsWith(2L);
        assertThat(only().waiting()).isEqualTo(1);
        assertThat(only().oldestWaitSeconds()).isEqualTo(5);

        calls.get(2).accept(ANSWERED);
        limited.pump();
        assertThat(only().waiting()).isZero();
        assertThat(only().oldestWaitSeconds()).isZero();
    }

    @Test
    void addsUpTheTenantsOfARuleForEach() {
        Scheduler limited =
                limited(rule("each", new Scope.Tenant(Scope.EACH), Dimension.CONCURRENT, 1));
        for (int i = 0; i < 3; i++) {
            offer(limited, i, "t", null);
            offer(limited, 10 + i, "u", null);
        }
        limited.pump();
        now = now.plusMillis(1_500);

        LimitStatus status = only();
        assertThat(status.name().scope()).isEqualTo("each-tenant");
        assertThat(status.waiting()).isEqualTo(4);
        assertThat(status.oldestWaitSeconds()).isEqualTo(1.5);
        assertThat(status.utilisation()).isEmpty();
    }

    @Test
    void aReportOfTokensIsMeasuredBesideItsEstimate() {
        Scheduler limited =
                limited(rule("a", new Scope.Endpoint("a"), Dimension.TOKENS_PER_MINUTE, 60_000));
        now = now.plusSeconds(61);
        offer(limited, 0, "t", null);
        offer(limited, 1, "t", null);
        limited.pump();
        calls.get(0).accept(ended(40, UsageSource.REPORTED));
        calls.get(1).accept(ended(999, UsageSource.ESTIMATED));

        assertThat(summary("sluice.call.actual").totalAmount()).isEqualTo(40);
        assertThat(summary("sluice.call.estimated").totalAmount()).isEqualTo(20);
        assertThat(summary("sluice.call.estimate").count()).isEqualTo(1);
        assertThat(summary("sluice.call.estimate").totalAmount()).isEqualTo(50);
    }

    private Scheduler limited(LimitRule rule) {
        return scheduler(ENDPOINT, false, List.of(rule), 10);
    }

    private LimitStatus only() {
        List<LimitStatus> all =
                LimitSnapshot.of(
                        Objects.requireNonNull(gates).numbers(),
                        Objects.requireNonNull(room),
                        now.toEpochMilli());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private DistributionSummary summary(String name) {
        return registry.get(name).tag("endpoint", "a").summary();
    }

    private static CallEnd ended(long tokens, UsageSource source) {
        Usage usage = new Usage(10L, tokens - 10, tokens, null, null, source, null);
        return new CallEnd.Final(ANSWER, CallEnd.Sign.WORKS, Spent.of(usage));
    }

    /** It is taken to need 20 tokens. */
    private void offer(Scheduler to, long offset, String tenant, @Nullable Instant deadline) {
        ChatRequest.Builder request =
                request(offset).setTenant(tenant).setMaxTokens(10).setDeadline(deadline);
        Work work = new Work(subject(request, Instant.EPOCH), one);
        work.counted(10);
        to.offer(work);
    }
}
