package dev.sluice.processor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter text = new StringWriter();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void drawsABar() {
        Progress.State half = new Progress.State(250, 3, OptionalDouble.of(0.5));
        assertThat(
                        ProgressText.bar(
                                "collected", half, OptionalDouble.of(41.23), OptionalDouble.of(6)))
                .isEqualTo(
                        "[===============>              ]  50% 250 collected, 3 failed, 41.2/s, 0:06 left");
        Progress.State all = new Progress.State(500, 0, OptionalDouble.of(1));
        assertThat(
                        ProgressText.bar(
                                "collected", all, OptionalDouble.empty(), OptionalDouble.empty()))
                .isEqualTo("[==============================] 100% 500 collected");
        Progress.State unknown = new Progress.State(7, 0, OptionalDouble.empty());
        assertThat(
                        ProgressText.bar(
                                "sent", unknown, OptionalDouble.empty(), OptionalDouble.empty()))
                .isEqualTo("7 sent");
    }

    @Test
    void writesTimes() {
        assertThat(ProgressText.time(0.2)).isEqualTo("0:01");
        assertThat(ProgressText.time(3599)).isEqualTo("59:59");
        assertThat(ProgressText.time(3661)).isEqualTo("1:01:01");
        assertThat(ProgressText.time(Double.NaN)).isEqualTo("days");
        assertThat(ProgressText.time(Double.POSITIVE_INFINITY)).isEqualTo("days");
    }

    @Test
    void measuresTheRateOfTheLastSeconds() {
        RateMeter meter = new RateMeter();
        assertThat(meter.perSecond()).isEmpty();
        meter.add(0, 0);
        assertThat(meter.perSecond()).isEmpty();
        for (int second = 1; second <= 60; second++) {
            meter.add(
                    second * SECOND, second <= 30 ? 1000.0 * second : 30_000 + 2.0 * (second - 30));
        }
        assertThat(meter.perSecond()).hasValue(2);
    }

    @Test
    void printsPlainLinesNowAndThenWithRateAndTimeLeft() {
        ProgressPrinter printer = printer(false);
        for (int tenth = 0; tenth <= 120; tenth++) {
            clock.set(tenth * SECOND / 10);
            printer.update(new Progress.State(tenth, 0, OptionalDouble.of(tenth / 240.0)));
        }
        printer.close();
        assertThat(text.toString().lines())
                .containsExactly(
                        "20% 50 done",
                        "41% 100 done, 10.0/s, 0:14 left", "50% 120 done, 10.0/s, 0:12 left");
    }

    @Test
    void drawsOverTheBarOnATerminal() {
        ProgressPrinter printer = printer(true);
        clock.set(SECOND);
        printer.update(new Progress.State(1_000_000, 0, OptionalDouble.empty()));
        clock.set(2 * SECOND);
        printer.update(new Progress.State(1_000_001, 0, OptionalDouble.empty()));
        printer.close();
        assertThat(text.toString())
                .startsWith("\r1000000 done\r1000001 done, 1.0/s\r")
                .endsWith(System.lineSeparator());
    }

    @Test
    void printsNothingWhereNothingHappened() {
        printer(true).close();
        assertThat(text.toString()).isEmpty();
    }

    private ProgressPrinter printer(boolean terminal) {
        return new ProgressPrinter(new PrintWriter(text), "done", terminal, clock::get);
    }
}
