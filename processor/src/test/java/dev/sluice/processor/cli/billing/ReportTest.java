package dev.sluice.processor.cli.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.cli.CliException;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import dev.sluice.v1.WindowSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What rows of usage add up to, and how that is written. */
class ReportTest {
    private static final Map<RowKey, Tally> ROWS =
            Rows.of(
                    Rows.row("acme", "m", 1)
                            .setCost(new BigDecimal("0.100000000000"))
                            .setCurrency("EUR")
                            .setOtherCosts(List.of(Rows.cost("0.000000000007", "USD"))),
                    Rows.row("acme", "n", 2)
                            .setCost(new BigDecimal("0.200000000000"))
                            .setCurrency("EUR")
                            .setUnpricedRequests(1),
                    Rows.row("say \"a,b\"", "m", 4)
                            .setUnpricedRequests(4)
                            .setUnknownUsageRequests(2)
                            .setEstimatedRequests(1)
                            .setFailedRequests(5));

    @Test
    void addsUpByTheColumnsThatAreAskedFor() {
        Report report = Report.of(ROWS, List.of(Column.MODEL, Column.WINDOW));

        assertThat(json(report))
                .containsExactly(
                        line(
                                "m",
                                "5,\"failed_requests\":5",
                                5,
                                2,
                                4,
                                "\"0.1\",\"currency\":\"EUR\"",
                                1),
                        line(
                                "m",
                                "0,\"failed_requests\":0",
                                0,
                                0,
                                0,
                                "\"0.000000000007\",\"currency\":\"USD\"",
                                0),
                        line(
                                "n",
                                "2,\"failed_requests\":0",
                                2,
                                0,
                                1,
                                "\"0.2\",\"currency\":\"EUR\"",
                                0));
        assertThat(Report.of(Map.of(), List.of(Column.TENANT)).lines()).isEmpty();
    }

    @Test
    void aTableHasSumsAndSaysWhatIsInNone() {
        assertThat(written(Report.of(ROWS, List.of(Column.TENANT)), Format.TABLE))
                .containsExactly(
                        "tenant     requests  failed_requests  prompt_tokens  completion_tokens  total_tokens"
                                + "  estimated_requests  unknown_usage_requests  unpriced_requests            cost  currency",
                        "acme              3                0              9                 12            21"
                                + "                   0                       0                  1             0.3  EUR",
                        "acme              0                0              0                  0             0"
                                + "                   0                       0                  0  0.000000000007  USD",
                        "say \"a,b\"         4                5             12                 16            28"
                                + "                   1                       2                  4",
                        "total             7                5             21                 28            49"
                                + "                   1                       2                  5             0.3  EUR",
                        "total             0                0              0                  0             0"
                                + "                   0                       0                  0  0.000000000007  USD",
                        "Unpriced: 5 requests have no price; they are in no cost.",
                        "Unknown: of 2 requests the tokens are not known; these are in no sum.",
                        "Estimated: of 1 requests the tokens are estimated.",
                        "Failed: 5 requests were not answered; they are in no sum.");
    }

    @Test
    void valuesWithCommasAndQuotesAreQuoted() {
        Report report = Report.of(ROWS, List.of(Column.TENANT));

        StringWriter text = new StringWriter();
        Format.CSV.write(report, new PrintWriter(text));

        assertThat(text.toString().split("\r\n", -1))
                .hasSize(5)
                .startsWith(
                        "tenant,requests,failed_requests,prompt_tokens,cached_tokens,completion_tokens,reasoning_tokens,"
                                + "total_tokens,estimated_requests,unknown_usage_requests,unpriced_requests,failed_attempts,"
                                + "refused_attempts,unknown_usage_attempts,failed_attempt_tokens,attempts,lost_attempts,cost,currency",
                        "acme,3,0,9,0,12,0,21,0,0,1,0,0,0,0,0,0,0.3,EUR")
                .contains("\"say \"\"a,b\"\"\",4,5,12,0,16,0,28,1,2,4,0,0,0,0,0,0,,");
        assertThat(CsvLine.of(List.of("a\nb", "c\rd", "plain")))
                .isEqualTo("\"a\nb\",\"c\rd\",plain\r\n");
    }

    @Test
    void amountsAreExactAndPlain() {
        assertThat(Amount.text(new BigDecimal("1200.000000000000"))).isEqualTo("1200");
        assertThat(Amount.text(new BigDecimal("0E-12"))).isEqualTo("0");
        assertThat(Amount.text(new BigDecimal("12345678901234567890.000000000001")))
                .isEqualTo("12345678901234567890.000000000001");
    }

    @Test
    void rowsAreChosenByAccountLengthAndBeginning() {
        RowKey key = Rows.of(Rows.row("acme", "m", 1)).keySet().iterator().next();
        RowFilter all =
                new RowFilter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(WindowSize.DAY),
                        Optional.of(Rows.DAY),
                        Optional.of(Rows.DAY.plusMillis(1)));
        assertThat(all).accepts(key);
        assertThat(with(all, Optional.of("acme"), Set.of(WindowSize.DAY))).accepts(key);
        assertThat(with(all, Optional.of("other"), Set.of(WindowSize.DAY))).rejects(key);
        assertThat(with(all, Optional.empty(), Set.of(WindowSize.HOUR))).rejects(key);
        assertThat(
                        new RowFilter(
                                Optional.empty(),
                                Optional.of("m"),
                                Optional.of("e"),
                                Set.of(WindowSize.DAY),
                                Optional.empty(),
                                Optional.of(Rows.DAY)))
                .rejects(key);
        assertThat(
                        new RowFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(WindowSize.DAY),
                                Optional.of(Rows.DAY.plusMillis(1)),
                                Optional.empty()))
                .rejects(key);
    }

    @Test
    void whatIsMisspeltIsRefused() {
        assertThat(Column.parse("window, tenant,tenant"))
                .containsExactly(Column.WINDOW, Column.TENANT);
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> Column.parse("tenants"))
                .withMessageContaining("'tenants' is no column");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> Format.parse("xml"))
                .withMessageContaining("table, csv and json");
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> Windows.parse("week"))
                .withMessageContaining("minute, hour and day");
    }

    private static RowFilter with(RowFilter all, Optional<String> tenant, Set<WindowSize> windows) {
        return new RowFilter(
                tenant, Optional.empty(), Optional.empty(), windows, all.from(), all.to());
    }

    private static List<String> written(Report report, Format format) {
        StringWriter text = new StringWriter();
        format.write(report, new PrintWriter(text));
        return text.toString().lines().toList();
    }

    private static List<String> json(Report report) {
        return written(report, Format.JSON);
    }

    private static String line(
            String model,
            String requests,
            int answered,
            int unknown,
            int unpriced,
            String cost,
            int estimated) {
        return ("{\"model\":\"%s\",\"window_start\":\"2026-11-22T00:00:00Z\",\"requests\":%s,\"prompt_tokens\":%d,"
                        + "\"cached_tokens\":0,\"completion_tokens\":%d,\"reasoning_tokens\":0,\"total_tokens\":%d,"
                        + "\"estimated_requests\":%d,\"unknown_usage_requests\":%d,\"unpriced_requests\":%d,"
                        + "\"failed_attempts\":0,\"refused_attempts\":0,\"unknown_usage_attempts\":0,"
                        + "\"failed_attempt_tokens\":0,\"attempts\":0,\"lost_attempts\":0,\"cost\":%s}")
                .formatted(
                        model,
                        requests,
                        3 * answered,
                        4 * answered,
                        7 * answered,
                        estimated,
                        unknown,
                        unpriced,
                        cost);
    }
}
