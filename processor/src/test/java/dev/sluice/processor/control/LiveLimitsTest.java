package dev.sluice.processor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.LimitConfig;
import dev.sluice.processor.config.LimitDraft;
import dev.sluice.processor.config.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is set, over what is configured: a limit {@code rpm} of 600 requests per minute. */
class LiveLimitsTest {
    private final LiveLimits limits =
            new LiveLimits(Map.of("rpm", Drafts.configured("rpm", 600)), Set.of("there"));

    @Test
    void whatIsConfiguredCountsUntilSomethingIsSet() {
        assertThat(limits.limits()).containsExactly(Drafts.configured("rpm", 600));
        assertThat(limits.inForce())
                .extracting(LimitInForce::source)
                .containsExactly("configuration");
        assertThat(limits.differences()).isEmpty();
    }

    @Test
    void whatIsSetTakesThePlaceOfTheWholeLimit() {
        assertThat(line(limits.set("rpm", Drafts.perMinute(300), "here")))
                .isEqualTo("Limit rpm: requests-per-minute 600 -> 300");
        assertThat(line(limits.set("rpm", Drafts.concurrent(5), "there")))
                .isEqualTo("Limit rpm: requests-per-minute 300 -> none, concurrent none -> 5");

        assertThat(limits.inForce()).extracting(LimitInForce::source).containsExactly("there");
        assertThat(limits.limits())
                .singleElement()
                .satisfies(limit -> assertThat(limit.requestsPerMinute()).isEmpty());
        assertThat(limits.differences())
                .containsExactly(
                        "Limit rpm: requests-per-minute 600 -> none, concurrent none -> 5 (from there)");
    }

    @Test
    void aNewNameAddsALimit() {
        assertThat(line(limits.set("more", Drafts.concurrent(5), "here")))
                .isEqualTo(
                        "Limit more: none -> endpoint there, concurrent 5, burst 1, shadow false");
        assertThat(limits.limits()).hasSize(2);

        assertThat(line(limits.unset("more")))
                .isEqualTo(
                        "Limit more: endpoint there, concurrent 5, burst 1, shadow false -> none");
        assertThat(limits.limits()).extracting(LimitConfig::name).containsExactly("rpm");
    }

    @Test
    void takingBackBringsTheConfiguredOneBack() {
        limits.set("rpm", Drafts.withBurst(300, 5), "here");

        assertThat(line(limits.unset("rpm")))
                .isEqualTo("Limit rpm: requests-per-minute 300 -> 600, burst 5 -> 1");
        assertThat(limits.isSet("rpm")).isFalse();
        assertThat(limits.unset("rpm")).as("again").isEmpty();
        assertThat(limits.unset("never-heard-of")).isEmpty();
    }

    @Test
    void whatIsSoAlreadyIsNoChange() {
        assertThat(limits.set("rpm", Drafts.perMinute(600), "here")).isEmpty();

        assertThat(limits.isSet("rpm")).isTrue();
        assertThat(limits.unset("rpm")).isEmpty();
    }

    @Test
    void whatBreaksARuleLeavesTheLastGoodOneInForce() {
        limits.set("rpm", Drafts.perMinute(300), "here");

        refused(
                () -> limits.set("rpm", Drafts.withBurst(300, 301), "bad"),
                "limits.rpm.burst: must be at most limits.rpm.requests-per-minute");
        refused(
                () -> limits.set("rpm", Drafts.elsewhere(1), "bad"),
                "limits.rpm.endpoint: names no endpoint");

        assertThat(limits.inForce()).extracting(LimitInForce::source).containsExactly("here");
        assertThat(limits.limits()).containsExactly(Drafts.configured("rpm", 300));
    }

    @Test
    void whatAnotherLimitsAlreadyIsRefused() {
        LimitDraft same = Drafts.perMinute(5);
        refused(
                () -> limits.set("twin", same, "bad"),
                "limits.twin.requests-per-minute: limits the same as limits.rpm.requests-per-minute");

        limits.set("rpm", Drafts.concurrent(5), "here");
        limits.set("twin", same, "free now");
        refused(
                () -> limits.unset("rpm"),
                "limits.rpm.requests-per-minute: limits the same as limits.twin.requests-per-minute");
        refused(
                () -> limits.set("rpm", Drafts.perMinute(9), "bad"),
                "limits.rpm.requests-per-minute: limits the same as limits.twin.requests-per-minute");

        assertThat(limits.isSet("rpm")).as("what could not be taken back").isTrue();
        limits.unset("twin");
        assertThat(limits.unset("rpm")).isPresent();
        assertThat(limits.limits()).containsExactly(Drafts.configured("rpm", 600));
    }

    private static void refused(ThrowingCallable change, String problem) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(change)
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .extracting(Problem::toString)
                                        .containsExactly(problem));
    }

    private static String line(Optional<LimitChange> change) {
        return change.orElseThrow().toString();
    }
}
