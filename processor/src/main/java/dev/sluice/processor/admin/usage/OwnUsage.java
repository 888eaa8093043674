package dev.sluice.processor.admin.usage;

import dev.sluice.v1.UsageTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Answers from what this instance has. */
final class OwnUsage {
    private OwnUsage() {}

    /**
     * The rows of all partitions that this instance has, or should have; of the tenant's alone where one is asked for.
     *
     * @return names each partition that it looked through, or tells which one it should have and has not got
     */
    static UsageAnswer of(UsageSource source, UsageQuestion question) {
        Set<Integer> partitions = new TreeSet<>();
        List<UsageTotals> rows = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        try {
            partitions.addAll(partitions(source, question));
        } catch (NotReadyException e) {
            gaps.add(Gap.of(Set.of(), source.self(), reason(e)));
        }
        for (int partition : partitions) {
            try {
                // One more than can be answered with shows that there are too many.
                int most = UsageAnswer.MOST_ROWS + 1 - rows.size();
                rows.addAll(source.read(partition, question, most));
            } catch (NotReadyException e) {
                gaps.add(Gap.of(Set.of(partition), source.self(), reason(e)));
            }
        }
        if (rows.size() > UsageAnswer.MOST_ROWS) {
            return new UsageAnswer.TooMany();
        }
        return gaps.isEmpty()
                ? new UsageAnswer.Rows(partitions, rows)
                : new UsageAnswer.Incomplete(gaps);
    }

    private static Set<Integer> partitions(UsageSource source, UsageQuestion question)
            throws NotReadyException {
        if (question.tenant().isPresent()) {
            return Set.of(source.partition(question.tenant().get()));
        }
        // What it has not given up yet may be another's already; then both name it.
        Set<Integer> all = new TreeSet<>(source.running());
        all.addAll(source.owners().getOrDefault(source.self(), Set.of()));
        return all;
    }

    private static String reason(NotReadyException failure) {
        return String.valueOf(failure.getMessage());
    }
}
