package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.metrics.TargetStatus.Breaker;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetMetersTest {
    private final MetersFixture shown = new MetersFixture();

    @Test
    void showsTheOneStateThatABreakerIsIn() {
        update(new TargetStatus("main", "small", Breaker.CLOSED, 0));
        update(new TargetStatus("main", "small", Breaker.OPEN, 2.5));

        assertThat(shown.lines("sluice_breaker_state"))
                .containsExactlyInAnyOrder(
                        "sluice_breaker_state{endpoint=\"main\",model=\"small\",state=\"closed\"} 0.0",
                        "sluice_breaker_state{endpoint=\"main\",model=\"small\",state=\"half_open\"} 0.0",
                        "sluice_breaker_state{endpoint=\"main\",model=\"small\",state=\"open\"} 1.0");
        assertThat(shown.lines("sluice_gate_closed_seconds"))
                .containsExactly(
                        "sluice_gate_closed_seconds{endpoint=\"main\",model=\"small\"} 2.5");
    }

    @Test
    void showsTheWorstOfThoseThatAreNotToldApart() {
        update(
                new TargetStatus("main", "small", Breaker.CLOSED, 0),
                new TargetStatus("main", "b", Breaker.HALF_OPEN, 7),
                new TargetStatus("main", "c", Breaker.CLOSED, 3));

        assertThat(shown.lines("sluice_breaker_state{endpoint=\"main\",model=\"other\""))
                .contains(
                        "sluice_breaker_state{endpoint=\"main\",model=\"other\",state=\"half_open\"} 1.0");
        assertThat(shown.lines("sluice_gate_closed_seconds{endpoint=\"main\",model=\"other\""))
                .containsExactly(
                        "sluice_gate_closed_seconds{endpoint=\"main\",model=\"other\"} 7.0");
    }

    @Test
    void forgetsWhatIsKnownNoMore() {
        update(new TargetStatus("main", "small", Breaker.CLOSED, 0));
        update();

        assertThat(shown.lines("sluice_breaker_state")).isEmpty();
        assertThat(shown.lines("sluice_gate_closed_seconds")).isEmpty();
    }

    private void update(TargetStatus... targets) {
        shown.meters.targets().update(List.of(targets));
    }
}
