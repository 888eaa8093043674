package dev.sluice.processor.config;

import static dev.sluice.processor.config.Loading.problems;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceProblemsTest {
    private static final String WHAT = "{a: {endpoint: local, currency: USD, ";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: {currency: USD, per-request: 1}} | prices.a.endpoint: is required",
                "{a: {endpoint: local, per-request: 1}} | prices.a.currency: is required",
                "{a: {endpoint: lokal, currency: USD, per-request: 1}} | prices.a.endpoint: names no endpoint; did you mean local? (line 8)",
                "{a: {endpoint: local, currency: usd, per-request: 1}} | prices.a.currency: expects a currency's code of ISO 4217, such as USD (line 8)",
                "{a: {endpoint: local, currency: USD}} | prices.a: prices nothing; it needs input-per-million, output-per-million or per-request",
                "{a: {endpoint: local, currency: USD, cached-input-per-million: 1}} | prices.a: prices nothing; it needs input-per-million, output-per-million or per-request",
                "{A: {endpoint: local, currency: USD, per-request: 1}} | prices.A: a price's name is lower-case letters, digits and dashes, at most 63",
                "{a: 5} | prices.a: expects keys below it, not a value (line 8)",
                "5 | prices: expects keys below it, not a value (line 8)",
            })
    void ofTheWholeAreNamed(String prices, String problem) {
        assertThat(problems(Loading.MINIMAL + "prices: " + prices)).containsExactly(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input-per-milion: 1, per-request: 1 | input-per-milion: is not a known key; did you mean prices.a.input-per-million? (line 8)",
                "per-request: 1, model: 'm*' | model: expects a model's name: at most 256 characters, no space, comma or asterisk (line 8)",
                "input-per-million: -1 | input-per-million: is out of range: from 0 to 1000000 (line 8)",
                "input-per-million: 1000000.000001 | input-per-million: is out of range: from 0 to 1000000 (line 8)",
                "input-per-million: 0.0000001 | input-per-million: takes at most 6 decimal places (line 8)",
                "input-per-million: 1e-7 | input-per-million: takes at most 6 decimal places (line 8)",
                "cached-input-per-million: 1e-7, per-request: 1 | cached-input-per-million: takes at most 6 decimal places (line 8)",
                "output-per-million: 2.5000001 | output-per-million: takes at most 6 decimal places (line 8)",
                "per-request: 1e-13 | per-request: takes at most 12 decimal places (line 8)",
                "per-request: 1e99 | per-request: is out of range: from 0 to 1000000 (line 8)",
                "per-request: 1e100 | per-request: expects a decimal number from 0 to 1000000 (line 8)",
                "per-request: .5 | per-request: expects a decimal number from 0 to 1000000 (line 8)",
                "per-request: '1,5' | per-request: expects a decimal number from 0 to 1000000 (line 8)",
                "per-request: .NaN | per-request: expects a decimal number from 0 to 1000000 (line 8)",
                "per-request: [1] | per-request: expects a single value, not a list (line 8)",
                "per-request: 1, valid-from: 2026-02-30 | valid-from: expects a date such as 2026-01-01, or an instant such as 2026-01-01T08:30:00Z (line 8)",
                "per-request: 1, valid-from: 2026 | valid-from: expects a date such as 2026-01-01, or an instant such as 2026-01-01T08:30:00Z (line 8)",
                "per-request: 1, valid-from: '2026-01-01T08:30:00' | valid-from: expects a date such as 2026-01-01, or an instant such as 2026-01-01T08:30:00Z (line 8)",
                "per-request: 1, valid-from: '2026-01-01T08:30:00.0000001Z' | valid-from: takes whole microseconds (line 8)",
                "per-request: 1, valid-from: 1969-12-31 | valid-from: is out of range: from 1970 to 9999 (line 8)",
            })
    void ofKeysAreNamed(String keys, String problem) {
        assertThat(problems(Loading.MINIMAL + "prices: " + WHAT + keys + "}}"))
                .containsExactly("prices.a." + problem);
    }

    @Test
    void areToldTogether() {
        String yaml =
                Loading.MINIMAL + "prices: {a: {model: 'a b', valid-from: x}, b: {currency: x}}";

        assertThat(problems(yaml)).hasSize(8);
    }

    @Test
    void allPricesOfAnEndpointHaveOneCurrency() {
        String yaml =
                Loading.MINIMAL
                        + """
                          other: {base-url: "http://x:1"}
                        prices:
                          a: {endpoint: local, currency: USD, per-request: 1}
                          b: {endpoint: other, currency: EUR, per-request: 1}
                          c: {endpoint: local, model: m, currency: EUR, per-request: 1}
                        """;

        assertThat(problems(yaml))
                .containsExactly(
                        "prices.c.currency: differs from prices.a.currency; all prices of an endpoint have the same currency (line 12)");
        assertThat(
                        Loading.load(yaml.replace("c: {endpoint: local", "c: {endpoint: other"))
                                .prices())
                .hasSize(3);
    }

    @Test
    void twoForTheSameAreNamed() {
        String yaml =
                Loading.MINIMAL
                        + """
                        prices:
                          a: {endpoint: local, currency: USD, per-request: 1}
                          b: {endpoint: local, model: "*", currency: USD, output-per-million: 1}
                          c: {endpoint: local, model: m, valid-from: 2026-01-01, currency: USD, per-request: 1}
                          d: {endpoint: local, model: m, valid-from: "2026-01-01T01:00:00+01:00", currency: USD, per-request: 1}
                          e: {endpoint: local, model: m, currency: USD, per-request: 1}
                          f: {endpoint: local, valid-from: 2026-01-01, currency: USD, per-request: 1}
                        """;

        assertThat(problems(yaml))
                .containsExactly(
                        "prices.b: has the same endpoint, model and valid-from as prices.a",
                        "prices.d: has the same endpoint, model and valid-from as prices.c");
    }

    @Test
    void theVariableIsNamed() {
        Map<String, String> environment =
                Map.of(
                        "SLUICE_PRICES_A_PER_REQUEST", "much",
                        "SLUICE_PRICES_A_PER_REQEST", "1");

        assertThat(problems(Loading.MINIMAL + "prices: " + WHAT + "model: m}}", environment))
                .containsExactly(
                        "SLUICE_PRICES_A_PER_REQEST: this environment variable sets no known key;"
                                + " did you mean SLUICE_PRICES_A_PER_REQUEST?",
                        "prices.a.per-request: expects a decimal number from 0 to 1000000"
                                + " (environment variable SLUICE_PRICES_A_PER_REQUEST)");
    }
}
