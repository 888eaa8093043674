package dev.sluice.processor.cli.billing;

import dev.sluice.processor.usage.Count;
import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A value that a row does not have as it should.
 *
 * @param key which row
 * @param field what its record calls the value; of a cost with its currency
 * @param rebuilt as it follows from the completions
 * @param present as it is on the usage topic
 */
record Difference(RowKey key, String field, String rebuilt, String present) {
    private static final String NONE = "none";

    /** What differs in a row, of all that follows from completions. */
    static List<Difference> between(RowKey key, Tally rebuilt, Tally present) {
        List<Difference> differences = new ArrayList<>();
        for (Count count : Rebuild.COUNTS) {
            if (rebuilt.get(count) != present.get(count)) {
                differences.add(
                        new Difference(
                                key,
                                Field.name(count),
                                Long.toString(rebuilt.get(count)),
                                Long.toString(present.get(count))));
            }
        }
        TreeSet<String> currencies = new TreeSet<>(rebuilt.costs().keySet());
        currencies.addAll(present.costs().keySet());
        for (String currency : currencies) {
            String one = text(rebuilt.costs().get(currency));
            String other = text(present.costs().get(currency));
            if (!one.equals(other)) {
                differences.add(new Difference(key, "cost " + currency, one, other));
            }
        }
        return differences;
    }

    private static String text(@Nullable BigDecimal amount) {
        return amount == null ? NONE : Amount.text(amount);
    }

    @Override
    public String toString() {
        return "%s %s: %s rebuilt, %s present".formatted(key.text(), field, rebuilt, present);
    }
}
