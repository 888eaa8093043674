package dev.sluice.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standalone.bench.Measured.Quantiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredTest {
    @Test
    void theMedianIsTakenOfEachNumberByItself() {
        Measured median =
                Measured.median(List.of(measured(1, 30), measured(9, 10), measured(5, 20)));

        assertThat(median).isEqualTo(measured(5, 20));
    }

    @Test
    void theMedianOfTwoLiesBetweenThem() {
        assertThat(Measured.median(List.of(4.0, 2.0), Double::doubleValue)).isEqualTo(3.0);
    }

    @Test
    void theTableHasBothSystemsAndTheirRatio() {
        ResultTable table = new ResultTable();
        table.add(
                new Scenario("200", 1_000, 20_000, 0, 100),
                List.of(measured(3_000, 40)),
                List.of(measured(4_000, 20)));

        assertThat(table.render().lines().skip(2).map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "200 ms, 1,000 in flight, 20,000 requests sluice 3,000 40.00 80.00 40.00 80.00 40.00 80.00 0.100 100",
                        " plain 4,000 20.00 40.00 20.00 40.00 20.00 40.00 0.100 100",
                        " ratio 0.75 2.00 2.00 2.00 2.00 2.00 2.00 1.00 1.00");
    }

    private static Measured measured(double perSecond, double p50) {
        Quantiles latency = new Quantiles(p50, 2 * p50);
        return new Measured(perSecond, 0.1, 100, latency, latency, latency);
    }
}
