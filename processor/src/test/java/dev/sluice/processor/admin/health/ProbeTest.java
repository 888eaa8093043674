package dev.sluice.processor.admin.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private Optional<String> problem = Optional.empty();
    private long nanos = Duration.ofDays(1).toNanos();
    private final Probe probe = new Probe("thing", () -> problem, () -> nanos);

    @Test
    void nothingIsKnownBeforeTheFirstLook() {
        pass(Duration.ofSeconds(2));

        assertThat(probe.finding())
                .isEqualTo(new Finding(false, "not known yet", Optional.of(Duration.ofSeconds(2))));
    }

    @Test
    void tellsWhatWasFoundLastAndHowOldThatIs() throws InterruptedException {
        probe.look();
        pass(Duration.ofSeconds(3));
        assertThat(probe.finding())
                .isEqualTo(new Finding(true, "ok", Optional.of(Duration.ofSeconds(3))));

        problem = Optional.of("gone");
        probe.look();
        assertThat(probe.finding())
                .isEqualTo(new Finding(false, "gone", Optional.of(Duration.ZERO)));

        problem = Optional.empty();
        probe.look();
        assertThat(probe.finding().up()).isTrue();
    }

    @Test
    void whatIsOldSaysNothing() throws InterruptedException {
        probe.look();
        pass(Probe.STALE);
        assertThat(probe.finding().up()).isTrue();

        pass(Duration.ofMillis(1));

        assertThat(probe.finding().up()).isFalse();
        assertThat(probe.finding().reason()).isEqualTo("no answer for 30 s");
    }

    @Test
    void aCheckThatFailsIsNoGoodSign() throws InterruptedException {
        Probe broken =
                new Probe(
                        "broken",
                        () -> {
                            throw new IllegalStateException("hidden");
                        },
                        () -> nanos);

        broken.look();

        assertThat(broken.finding().up()).isFalse();
        assertThat(broken.finding().reason())
                .contains("IllegalStateException")
                .doesNotContain("hidden");
    }

    @Test
    void aQuestionThatHangsHoldsNobodyUp() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Probe hanging =
                Probe.start(
                        "hanging",
                        () -> {
                            asked.countDown();
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                            return Optional.empty();
                        });
        Awaitility.await().until(() -> asked.getCount() == 0);

        assertThat(hanging.finding().reason()).isEqualTo("not known yet");

        hanging.close();
        Awaitility.await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void looksAgainSoonWhereSomethingIsWrong() {
        int[] looks = new int[1];
        try (Probe again =
                Probe.start(
                        "again", () -> looks[0]++ == 0 ? Optional.of("bad") : Optional.empty())) {
            Awaitility.await().until(() -> again.finding().up());
        }
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
