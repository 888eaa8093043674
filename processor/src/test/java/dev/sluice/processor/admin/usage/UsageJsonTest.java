package dev.sluice.processor.admin.usage;

import static dev.sluice.processor.admin.usage.TestRows.HOUR;
import static dev.sluice.processor.admin.usage.TestRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.v1.Cost;
import dev.sluice.v1.WindowSize;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageJsonTest {
    private static final UsageQuestion QUESTION =
            new UsageQuestion(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    WindowSize.HOUR,
                    HOUR,
                    HOUR.plusSeconds(3_600));

    @Test
    void aRowHasEveryFieldOfItsRecordAndExactMoney() {
        BigDecimal amount = new BigDecimal("0.000123000000");
        var row =
                row("a\"b", HOUR, 2)
                        .setCost(amount)
                        .setCurrency("USD")
                        .setOtherCosts(
                                List.of(new Cost(new BigDecimal("7.000000000000"), "EUR", null)))
                        .build();

        assertThat(UsageJson.rows(QUESTION, List.of(row)).toString())
                .isEqualTo(
                        """
                        {"window":"HOUR","from":"2026-11-22T15:00:00Z","to":"2026-11-22T16:00:00Z","rows":[\
                        {"tenant":"a\\"b","model":"m","endpoint":"e","window":"HOUR",\
                        "window_start":"2026-11-22T15:00:00Z","window_end":"2026-11-22T16:00:00Z","version":2,\
                        "requests":2,"failed_requests":0,"prompt_tokens":20,"cached_tokens":0,"completion_tokens":2,\
                        "reasoning_tokens":0,"total_tokens":22,"estimated_requests":0,"unknown_usage_requests":0,\
                        "unpriced_requests":0,"attempts":0,"lost_attempts":0,"failed_attempts":0,"refused_attempts":0,"unknown_usage_attempts":0,\
                        "failed_attempt_tokens":0,"cost":"0.000123000000","currency":"USD",\
                        "other_costs":[{"amount":"7.000000000000","currency":"EUR","price_version":null}]}]}
                        """);
    }

    @Test
    void whatHasNoPriceHasNoCost() {
        assertThat(UsageJson.rows(QUESTION, List.of(row("a", 1))).toString())
                .contains("\"cost\":null,\"currency\":null,\"other_costs\":[]");
    }

    @Test
    void tinyAmountsHaveNoExponent() {
        var row = row("a", HOUR, 1).setCost(new BigDecimal("1E-12")).setCurrency("USD").build();

        assertThat(UsageJson.rows(QUESTION, List.of(row)).toString())
                .contains("\"cost\":\"0.000000000001\"");
    }

    @Test
    void whatIsMissingIsTold() {
        Gap gap = new Gap(Set.of(2, 0), Optional.of("b:2"), "is being restored");
        Gap nobodys = new Gap(Set.of(1), Optional.empty(), "nobody has it");

        assertThat(UsageJson.missing(List.of(gap, nobodys)).toString())
                .isEqualTo(
                        """
                        {"error":"not all rows can be read now; ask again in a moment","missing":[\
                        {"partitions":[0,2],"instance":"b:2","reason":"is being restored"},\
                        {"partitions":[1],"instance":null,"reason":"nobody has it"}]}
                        """);
    }
}
