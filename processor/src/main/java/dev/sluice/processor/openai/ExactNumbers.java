package dev.sluice.processor.openai;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers that a typed field can hold without changing them; null for all others, which are kept as text. */
final class ExactNumbers {
    private ExactNumbers() {}

    static @Nullable Integer intOf(String digits) {
        Long value = longOf(digits);
        return value != null && value == value.intValue() ? (Integer) value.intValue() : null;
    }

    static @Nullable Long longOf(String digits) {
        if (digits.length() > 20) {
            return null;
        }
        try {
            long value = Long.parseLong(digits);
            return Long.toString(value).equals(digits) ? value : null;
        } catch (NumberFormatException notALong) {
            return null;
        }
    }

    static @Nullable Double doubleOf(String digits) {
        double value = Double.parseDouble(digits);
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal shortest = new BigDecimal(NumberOutput.toString(value, true));
        try {
            return shortest.compareTo(new BigDecimal(digits)) == 0 ? value : null;
        } catch (NumberFormatException exponentOutOfRange) {
            return null;
        }
    }
}
