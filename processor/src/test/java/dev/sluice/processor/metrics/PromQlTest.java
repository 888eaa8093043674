package dev.sluice.processor.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "up | up",
                "sum(rate(a_total{job=~\"$job\", b=\"c\"}[$__rate_interval])) | a_total",
                "sum by (job, le) (a) / on (job) group_left (x) b | a b",
                "histogram_quantile(0.95, sum by (le) (rate(a_seconds_bucket{le=\"0.5\"}[5m]))) | a_seconds_bucket",
                "a - (a offset 1h or b * 0) > 1e9 | a b",
                "label_values(a_records, job) | a_records job",
                "absent(a >= 0) and on () up{job=\"s\"} == 1 | a up",
                "clamp_min(a:b, 0) unless c | a:b c",
                "a{x=\"sum by (y) (z)\"} | a",
            })
    void findsMetricsAndNothingElse(String expression, String metrics) {
        assertThat(PromQl.metrics(expression)).containsExactlyInAnyOrder(metrics.split(" "));
    }
}
