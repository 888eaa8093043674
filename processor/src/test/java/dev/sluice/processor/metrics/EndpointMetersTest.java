package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointMetersTest {
    private final MetersFixture shown = new MetersFixture();
    private final EndpointMeters meters = shown.meters.calls().of("main");

    @Test
    void countsCallsByResult() {
        meters.results(List.of("answered", "TIMEOUT"));
        meters.ended("answered", Duration.ofMillis(300));

        assertThat(shown.lines("sluice_calls_total"))
                .containsExactlyInAnyOrder(
                        "sluice_calls_total{endpoint=\"main\",result=\"answered\"} 1.0",
                        "sluice_calls_total{endpoint=\"main\",result=\"TIMEOUT\"} 0.0");
        assertThat(shown.lines("sluice_call_seconds_bucket"))
                .contains(
                        "sluice_call_seconds_bucket{endpoint=\"main\",le=\"0.25\"} 0",
                        "sluice_call_seconds_bucket{endpoint=\"main\",le=\"0.5\"} 1")
                .hasSize(15);
    }

    @Test
    void followsConnections() {
        meters.connected();
        meters.connected();
        meters.disconnected();

        assertThat(shown.lines("sluice_http_connections"))
                .containsExactlyInAnyOrder(
                        "sluice_http_connections{endpoint=\"main\"} 1.0",
                        "sluice_http_connections_opened_total{endpoint=\"main\"} 2.0");
    }

    @Test
    void aLostCallMayTurnUp() {
        shown.meters.calls().lost("main", 5);
        shown.meters.calls().lost("main", -2);

        assertThat(shown.lines("sluice_lost_calls"))
                .containsExactly("sluice_lost_calls{endpoint=\"main\"} 3.0");
    }

    @Test
    void showsWhatIsInFlightWhenItIsAsked() {
        int[] calls = {3};
        meters.inFlight(() -> calls[0]);
        calls[0] = 4;

        assertThat(shown.lines("sluice_calls_in_flight"))
                .containsExactly("sluice_calls_in_flight{endpoint=\"main\"} 4.0");
    }
}
