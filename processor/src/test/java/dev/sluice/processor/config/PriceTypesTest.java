package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of prices are read as they are written. */
class PriceTypesTest {
    private static final int PLACES = 12;

    @ParameterizedTest
    @CsvSource({
        "2.50, 2.5",
        "\"2.50\", 2.5",
        "1e-7, 0.0000001",
        "1E-7, 0.0000001",
        "25e-1, 2.5",
        "2.5e2, 250",
        "1e6, 1000000",
        "0, 0",
        "0.000, 0",
        "007, 7",
        "0.1, 0.1",
        "0.123456789012, 0.123456789012",
        "999999.999999999999, 999999.999999999999",
        "0.1000000000000, 0.1"
    })
    void ofAFile(String yaml, BigDecimal plain) {
        assertThat(price("per-request: " + yaml).perRequest()).isEqualTo(plain);
    }

    @Property(tries = 300)
    void whateverIsWritten(@ForAll @LongRange(max = 999_999_999_999_999_999L) long units) {
        Converter<BigDecimal> type = PriceTypes.amount(PLACES);
        BigDecimal amount = BigDecimal.valueOf(units, PLACES);

        BigDecimal plain = type.convert(amount.toPlainString());
        BigDecimal withExponent = type.convert(amount.toString());

        assertThat(plain).isEqualTo(withExponent).isEqualByComparingTo(amount);
        assertThat(type.convert(plain.toPlainString())).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "'2026-01-01'",
                "2026-01-01T00:00:00Z",
                "2026-01-01T02:00:00+02:00"
            })
    void aDateIsItsFirstInstantInUtc(String yaml) {
        assertThat(price("per-request: 1, valid-from: " + yaml).validFrom())
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static PriceConfig price(String keys) {
        SluiceConfig config =
                Loading.load(
                        Loading.MINIMAL
                                + "prices: {a: {endpoint: local, currency: USD, %s}}"
                                        .formatted(keys));
        return Objects.requireNonNull(config.prices().get("a"));
    }
}
