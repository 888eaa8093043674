package dev.sluice.processor.admin.usage;

import dev.sluice.v1.UsageTotals;
import java.util.List;
import java.util.Set;

/** What comes of a question, from one instance or from all. */
sealed interface UsageAnswer {
    /** More rows are not answered with: they are held in memory, and take some 100 MB. */
    int MOST_ROWS = 100_000;

    /**
     * All rows that were asked for.
     *
     * @param partitions those that have been looked through
     * @param rows at most {@link #MOST_ROWS}
     */
    record Rows(Set<Integer> partitions, List<UsageTotals> rows) implements UsageAnswer {}

    /**
     * Not all can be had now.
     *
     * @param gaps at least one
     */
    record Incomplete(List<Gap> gaps) implements UsageAnswer {}

    /** There are more than {@link #MOST_ROWS}. */
    record TooMany() implements UsageAnswer {}
}
