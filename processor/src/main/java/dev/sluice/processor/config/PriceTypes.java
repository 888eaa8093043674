package dev.sluice.processor.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** How the text of a price's key becomes its value. */
final class PriceTypes {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    /** Short enough that nothing grows large where it is made of it. */
    private static final Pattern DECIMAL =
            Pattern.compile("-?\\d{1,9}(\\.\\d{1,18})?([eE][-+]?\\d{1,2})?");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private PriceTypes() {}

    /** A decimal from 0 to a million, exactly as it is written. */
    static Converter<BigDecimal> amount(int places) {
        return text -> {
            if (!DECIMAL.matcher(text).matches()) {
                throw Types.expects("a decimal number from 0 to 1000000");
            }
            BigDecimal amount = new BigDecimal(text).stripTrailingZeros();
            if (amount.signum() < 0 || amount.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("is out of range: from 0 to 1000000");
            }
            if (amount.scale() > places) {
                throw new IllegalArgumentException(
                        "takes at most %d decimal places".formatted(places));
            }
            return amount.scale() < 0 ? amount.setScale(0) : amount;
        };
    }

    static Converter<String> model() {
        Converter<String> one = EndpointTypes.model();
        return text -> PriceConfig.EACH.equals(text) ? text : one.convert(text);
    }

    static Converter<Currency> currency() {
        return text -> {
            try {
                return Currency.getInstance(text);
            } catch (IllegalArgumentException e) {
                // Without the cause: ours says what is expected.
                throw Types.expects("a currency's code of ISO 4217, such as USD");
            }
        };
    }

    /** A date stands for its first instant, UTC. */
    static Converter<Instant> instant() {
        return text -> {
            Instant instant = parse(text);
            // Records keep no finer time: whoever reads one has to find the same price.
            if (!instant.equals(instant.truncatedTo(ChronoUnit.MICROS))) {
                throw new IllegalArgumentException("takes whole microseconds");
            }
            if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
                throw new IllegalArgumentException("is out of range: from 1970 to 9999");
            }
            return instant;
        };
    }

    private static Instant parse(String text) {
        try {
            return DATE.matcher(text).matches()
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            // Without the cause: its message repeats the text.
            throw Types.expects(
                    "a date such as 2026-01-01, or an instant such as 2026-01-01T08:30:00Z");
        }
    }
}
