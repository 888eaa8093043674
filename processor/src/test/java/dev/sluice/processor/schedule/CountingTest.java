package dev.sluice.processor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.dispatch.CallEnd.Spent;
import dev.sluice.processor.metrics.TokenMeters;
import dev.sluice.processor.route.Routes;
import dev.sluice.processor.route.Routing;
import dev.sluice.processor.support.EndpointConfigs;
import dev.sluice.processor.tokens.Estimator;
import dev.sluice.processor.tokens.TokenCounter;
import dev.sluice.v1.Usage;
import dev.sluice.v1.UsageSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When prompts are counted, as limits on tokens come and go. */
class CountingTest extends SchedulerFixture {
    private final Routes routes =
            Routes.of(EndpointConfigs.all("a: {base-url: 'http://a'}").values());
    private final Estimator estimator = new Estimator(new TokenCounter(), 100);
    private final TokenMeters meters = new TokenMeters(new SimpleMeterRegistry());
    private final Counting counting = new Counting(estimator, routes, false);

    @AfterEach
    void close() {
        counting.close();
    }

    @Test
    void nothingIsCountedAndNoThreadUsedWhereNoLimitCountsTokens() {
        Work work = work(one, 0, null);
        List<Thread> threads = new ArrayList<>();

        counting.count(work, () -> threads.add(Thread.currentThread()));

        assertThat(threads).containsExactly(Thread.currentThread());
        assertThat(work.counted()).isZero();
    }

    @Test
    void aLimitThatComesLaterHasThemCounted() throws InterruptedException {
        counting.turn(true);
        Work work = work(one, 0, null);

        pass(work);

        assertThat(work.counted()).isPositive();
    }

    @Test
    void nothingOvertakesWhatWasHandedInBefore() throws InterruptedException {
        counting.turn(true);
        CountDownLatch blocked = new CountDownLatch(1);
        List<String> order = new ArrayList<>();
        counting.after(() -> await(blocked));
        counting.count(work(one, 0, null), () -> order.add("offered"));
        counting.turn(false);
        Work uncounted = work(one, 1, null);
        counting.count(uncounted, () -> order.add("another"));
        CountDownLatch done = new CountDownLatch(1);
        counting.after(
                () -> {
                    order.add("disowned");
                    done.countDown();
                });

        blocked.countDown();
        await(done);

        assertThat(order).containsExactly("offered", "another", "disowned");
        assertThat(uncounted.counted()).isZero();
    }

    /** Such a report would be taken for a prompt of no tokens. */
    @Test
    void nothingIsLearnedOfACallThatWentUncounted() {
        Costs costs = new Costs(estimator, meters, false);
        Work sent = work(one, 0, null);
        sent.route((Routing.Route) routes.find(sent.subject().request()));
        long before = new Costs(estimator, meters, true).demand(routed(1)).tokens();
        costs.demand(sent);
        costs.ofTokens(true);

        costs.learn(
                sent, Spent.of(new Usage(5L, 900L, 905L, null, null, UsageSource.REPORTED, null)));

        assertThat(costs.demand(routed(2)).tokens()).isEqualTo(before);
    }

    private Work routed(long offset) {
        Work work = work(one, offset, null);
        work.route((Routing.Route) routes.find(work.subject().request()));
        return work;
    }

    private void pass(Work work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        counting.count(work, done::countDown);
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
