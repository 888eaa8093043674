package dev.sluice.processor.cli.billing;

import java.math.BigDecimal;

/**
 * Money.
 *
 * @param currency ISO 4217
 * @param value exact
 */
record Amount(String currency, BigDecimal value) {
    /** The exact number, without zeros at its end and without an exponent. */
    static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    String text() {
        return text(value);
    }
}
