package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UseMetersTest {
    private final MetersFixture shown = new MetersFixture();

    @Test
    void addsUpByTenantAndByEndpointAndModel() {
        add("acme", "small", "main", use(1, "0.1", "USD"));
        add("acme", "small", "main", use(2, "0.2", "USD"));
        add("acme", "small", "other-place", use(4, "0.5", "EUR"));

        assertThat(shown.lines("sluice_tenant_tokens_total"))
                .containsExactlyInAnyOrder(
                        "sluice_tenant_tokens_total{kind=\"cached\",tenant=\"acme\"} 14.0",
                        "sluice_tenant_tokens_total{kind=\"completion\",tenant=\"acme\"} 21.0",
                        "sluice_tenant_tokens_total{kind=\"prompt\",tenant=\"acme\"} 7.0",
                        "sluice_tenant_tokens_total{kind=\"reasoning\",tenant=\"acme\"} 28.0");
        assertThat(shown.lines("sluice_tenant_outcomes_total"))
                .contains(
                        "sluice_tenant_outcomes_total{outcome=\"completion\",tenant=\"acme\"} 3.0");
        assertThat(shown.lines("sluice_model_tokens_total"))
                .contains(
                        "sluice_model_tokens_total{endpoint=\"main\",kind=\"prompt\",model=\"small\"} 3.0",
                        "sluice_model_tokens_total{endpoint=\"other-place\",kind=\"prompt\",model=\"small\"} 4.0");
    }

    /** As a double, 0.1 and 0.2 are 0.30000000000000004. */
    @Test
    void addsMoneyExactly() {
        add("acme", "small", "main", use(1, "0.1", "USD"));
        add("acme", "small", "main", use(1, "0.2", "USD"));
        add("acme", "small", "main", use(1, "0.7", "EUR"));

        assertThat(shown.lines("sluice_tenant_cost_total"))
                .containsExactlyInAnyOrder(
                        "sluice_tenant_cost_total{currency=\"USD\",tenant=\"acme\"} 0.3",
                        "sluice_tenant_cost_total{currency=\"EUR\",tenant=\"acme\"} 0.7");
    }

    @Test
    void countsWhatComesBeyondTheBoundTogether() {
        add("a", "small", "main", use(1, "1", "USD"));
        add("b", "large", "main", use(1, "1", "USD"));
        add("c", "huge", "main", use(1, "1", "USD"));
        add("d", "small", "main", use(1, "1", "USD"));

        assertThat(shown.lines("sluice_tenant_cost_total"))
                .contains("sluice_tenant_cost_total{currency=\"USD\",tenant=\"other\"} 2.0")
                .hasSize(3);
        assertThat(shown.lines("sluice_model_cost_total"))
                .containsExactlyInAnyOrder(
                        "sluice_model_cost_total{currency=\"USD\",endpoint=\"main\",model=\"small\"} 2.0",
                        "sluice_model_cost_total{currency=\"USD\",endpoint=\"main\",model=\"other\"} 2.0");
    }

    /** Whoever asks for models that nobody has must not take the places of those that there are. */
    @Test
    void knowsNoModelOfWhatWasNeverSent() {
        add("a", "no-such", "", use(0, "0", "USD"));
        add("a", "small", "main", use(1, "1", "USD"));

        assertThat(shown.lines("sluice_model_outcomes_total"))
                .allMatch(line -> line.contains("model=\"small\""))
                .isNotEmpty();
    }

    private void add(String tenant, String model, String endpoint, Use use) {
        shown.meters.use().add(tenant, model, endpoint, use);
    }

    private static Use use(long tokens, String cost, String currency) {
        return new Use(
                1,
                0,
                new Use.Tokens(tokens, 2 * tokens, 3 * tokens, 4 * tokens),
                Map.of(currency, new BigDecimal(cost)));
    }
}
