package dev.sluice.localstack.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimiterTest {

    private static final Limiter.Dimension RPM = Limiter.Dimension.REQUESTS_PER_MINUTE;

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

    @Test
    void anyMinuteHasAtMostItsRequests() {
        Limiter limiter = limiter(EndpointLimits.none().withRequestsPerMinute(2));
        assertThat(limiter.enter()).isEqualTo(new Limiter.Verdict.Admitted(1));
        advance(Duration.ofSeconds(40));
        assertThat(limiter.enter()).isEqualTo(new Limiter.Verdict.Admitted(2));
        assertThat(limiter.enter()).isEqualTo(refused(RPM, Duration.ofSeconds(20)));
        advance(Duration.ofSeconds(20).minusNanos(1));
        assertThat(limiter.enter()).isEqualTo(refused(RPM, Duration.ofNanos(1)));
        advance(Duration.ofNanos(1));
        assertThat(limiter.enter()).isEqualTo(new Limiter.Verdict.Admitted(3));
        assertThat(limiter.enter()).isEqualTo(refused(RPM, Duration.ofSeconds(40)));
    }

    @Test
    void noMoreThanTheLimitAreInsideAndARefusalTakesNothing() {
        Limiter limiter = limiter(EndpointLimits.none().withConcurrent(1).withRequestsPerMinute(2));
        assertThat(limiter.enter()).isEqualTo(new Limiter.Verdict.Admitted(1));
        assertThat(limiter.enter())
                .isEqualTo(refused(Limiter.Dimension.CONCURRENT, Duration.ofSeconds(1)));
        limiter.leave();
        assertThat(limiter.enter()).isEqualTo(new Limiter.Verdict.Admitted(1));
        limiter.leave();
        assertThat(limiter.enter()).isEqualTo(refused(RPM, Duration.ofMinutes(1)));
        assertThat(limiter.inside()).isZero();
    }

    private Limiter limiter(EndpointLimits limits) {
        return new Limiter(limits, clock::get);
    }

    private void advance(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private static Limiter.Verdict refused(Limiter.Dimension dimension, Duration retryAfter) {
        return new Limiter.Verdict.Refused(dimension, retryAfter);
    }
}
