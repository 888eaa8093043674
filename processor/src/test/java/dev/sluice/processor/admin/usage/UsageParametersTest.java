package dev.sluice.processor.admin.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.v1.WindowSize;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageParametersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T15:04:05Z");
    private static final List<WindowSize> ALL =
            List.of(WindowSize.MINUTE, WindowSize.HOUR, WindowSize.DAY);

    @ParameterizedTest
    @CsvSource({
        "'', HOUR, 2026-11-21T16:00:00Z, 2026-11-22T16:00:00Z",
        "window=minute, MINUTE, 2026-11-21T15:05:00Z, 2026-11-22T15:05:00Z",
        "window=day, DAY, 2026-10-23T00:00:00Z, 2026-11-23T00:00:00Z",
        "window=DAY, DAY, 2026-10-23T00:00:00Z, 2026-11-23T00:00:00Z",
        "from=2026-11-22, HOUR, 2026-11-22T00:00:00Z, 2026-11-22T16:00:00Z",
        "to=2026-11-22, HOUR, 2026-11-21T00:00:00Z, 2026-11-22T00:00:00Z",
        "to=1970-01-01T06:00:00Z, HOUR, 1970-01-01T00:00:00Z, 1970-01-01T06:00:00Z",
        "from=2026-01-01&to=2026-02-01T10:30:00.5%2B01:00, HOUR, 2026-01-01T00:00:00Z, 2026-02-01T09:30:00.500Z",
    })
    void theRangeIsWhatIsGivenOrTheLastDayOrMonth(
            String query, WindowSize window, Instant from, Instant to)
            throws BadParameterException {
        UsageQuestion question = read(query);

        assertThat(question)
                .isEqualTo(
                        new UsageQuestion(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                window,
                                from,
                                to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tenants=a | tenants | is not known; there are tenant, model, endpoint, window, from, to",
                "Tenant=a | Tenant | is not known; there are tenant, model, endpoint, window, from, to",
                "tenant=a&tenant=b | tenant | is given twice",
                "window=week | window | it is not one of usage.windows: minute, hour, day",
                "window= | window | it is not one of usage.windows: minute, hour, day",
                "from= | from | expects a time such as 2026-11-22T15:00:00Z, or a date, from 1970 to 9999",
                "from=yesterday | from | expects a time such as 2026-11-22T15:00:00Z, or a date, from 1970 to 9999",
                "from=1969-12-31 | from | expects a time such as 2026-11-22T15:00:00Z, or a date, from 1970 to 9999",
                "to=%2B12026-01-01 | to | expects a time such as 2026-11-22T15:00:00Z, or a date, from 1970 to 9999",
                "from=2026-01-02&to=2026-01-02 | from | is not before 2026-01-02T00:00:00Z, where the range ends",
            })
    void whatMakesNoSenseIsNamed(String query, String parameter, String message) {
        BadParameterException problem =
                catchThrowableOfType(BadParameterException.class, () -> read(query));

        assertThat(problem.parameter()).isEqualTo(parameter);
        assertThat(problem).hasMessage(message);
    }

    @Test
    void aWindowThatIsNotConfiguredIsNotTakenForGranted() {
        BadParameterException problem =
                catchThrowableOfType(
                        BadParameterException.class,
                        () -> UsageParameters.read(given(""), List.of(WindowSize.DAY), NOW));

        assertThat(problem.parameter()).isEqualTo("window");
        assertThat(problem).hasMessage("hour is not one of usage.windows: day");
    }

    /** An empty name is one, too: that of records that could not be read. */
    @Property(tries = 200)
    void anotherInstanceUnderstandsTheSame(
            @ForAll String tenant, @ForAll String model, @ForAll WindowSize window)
            throws BadParameterException {
        Optional<String> name = Optional.of(wellFormed(tenant));
        UsageQuestion question =
                new UsageQuestion(
                        name,
                        Optional.of(wellFormed(model)),
                        Optional.empty(),
                        window,
                        NOW,
                        NOW.plusNanos(1));

        assertThat(read(question.query())).isEqualTo(question);
    }

    /** UTF-8 has no halves of surrogate pairs. */
    private static String wellFormed(String text) {
        return text.codePoints()
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static UsageQuestion read(String query) throws BadParameterException {
        return UsageParameters.read(given(query), ALL, NOW);
    }

    private static MultiMap given(String query) {
        MultiMap given = MultiMap.caseInsensitiveMultiMap();
        new QueryStringDecoder("/?" + query).parameters().forEach(given::add);
        return given;
    }
}
