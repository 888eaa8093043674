package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void titles() {
        assertThat(Scenario.STANDARD)
                .extracting(Scenario::title)
                .containsExactly(
                        "0 ms, 256 in flight, 100,000 requests",
                        "200 ms, 1,000 in flight, 20,000 requests",
                        "lognormal 1000 ms, 5,000 in flight, 20,000 requests");
    }

    @Test
    void theWindowHoldsTwiceWhatIsInFlight() {
        for (Scenario scenario : Scenario.STANDARD) {
            assertThat(SluiceSettings.windowRecords(scenario.inFlight()) * RoundTopics.PARTITIONS)
                    .isGreaterThanOrEqualTo(2 * scenario.inFlight());
        }
    }

    @Test
    void nothingCannotBeMeasured() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Scenario("0", 0, 1, 0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scenario("0", 1, 0, 0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scenario("0", 1, 1, -1, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new Scenario("0", 1, 1, 0, 99));
    }
}
