package dev.sluice.processor.admin.usage;

import dev.sluice.processor.admin.usage.UsageAnswer.Incomplete;
import dev.sluice.processor.admin.usage.UsageAnswer.Rows;
import dev.sluice.processor.admin.usage.UsageAnswer.TooMany;
import dev.sluice.v1.UsageTotals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one answer of those of several instances: the rows of exactly the partitions that are wanted, each once, or what is
 * in the way of that. Pure.
 */
final class UsageMerge {
    private static final Comparator<UsageTotals> ORDER =
            Comparator.comparing(UsageTotals::getWindowStart)
                    .thenComparing(UsageTotals::getTenant)
                    .thenComparing(UsageTotals::getModel)
                    .thenComparing(UsageTotals::getEndpoint);

    private final List<Gap> gaps = new ArrayList<>();
    private final Map<Integer, List<String>> answered = new TreeMap<>();
    private final List<UsageTotals> rows = new ArrayList<>();
    private boolean tooMany;

    private UsageMerge() {}

    /**
     * Puts answers together.
     *
     * @param wanted the partitions that have to be looked through
     * @param owners who has which, as far as known
     * @param answers what those who were asked said
     * @return rows in the order of their windows' start, tenant, model and endpoint; or why not
     */
    static UsageAnswer of(
            Set<Integer> wanted,
            Map<InstanceAddress, Set<Integer>> owners,
            Map<InstanceAddress, UsageAnswer> answers) {
        UsageMerge merge = new UsageMerge();
        answers.forEach(merge::add);
        merge.check(wanted, owners);
        // Whatever is missing: there is nothing to wait for where there is too much already.
        if (merge.tooMany || merge.rows.size() > UsageAnswer.MOST_ROWS) {
            return new TooMany();
        }
        if (!merge.gaps.isEmpty()) {
            return new Incomplete(merge.gaps);
        }
        merge.rows.sort(ORDER);
        return new Rows(wanted, merge.rows);
    }

    private void add(InstanceAddress instance, UsageAnswer answer) {
        if (answer instanceof Rows part) {
            for (int partition : part.partitions()) {
                answered.computeIfAbsent(partition, any -> new ArrayList<>())
                        .add(instance.toString());
            }
            rows.addAll(part.rows());
        } else if (answer instanceof Incomplete part) {
            gaps.addAll(part.gaps());
        } else {
            tooMany = true;
        }
    }

    private void check(Set<Integer> wanted, Map<InstanceAddress, Set<Integer>> owners) {
        Set<Integer> explained = new HashSet<>();
        gaps.forEach(gap -> explained.addAll(gap.partitions()));
        answered.forEach(
                (partition, instances) -> {
                    if (instances.size() > 1) {
                        gaps.add(
                                new Gap(
                                        Set.of(partition),
                                        Optional.empty(),
                                        "is on its way: "
                                                + String.join(" and ", instances)
                                                + " answer for it"));
                    } else if (!wanted.contains(partition)) {
                        gaps.add(
                                new Gap(
                                        Set.of(partition),
                                        Optional.of(instances.get(0)),
                                        "was not expected"));
                    }
                });
        for (int partition : new TreeSet<>(wanted)) {
            if (!answered.containsKey(partition) && !explained.contains(partition)) {
                gaps.add(missing(partition, owners));
            }
        }
    }

    private static Gap missing(int partition, Map<InstanceAddress, Set<Integer>> owners) {
        return owners.entrySet().stream()
                .filter(owner -> owner.getValue().contains(partition))
                .findFirst()
                .map(
                        owner ->
                                Gap.of(
                                        Set.of(partition),
                                        owner.getKey(),
                                        "does not answer for it: its admin.advertised may be another's"))
                .orElseGet(
                        () ->
                                new Gap(
                                        Set.of(partition),
                                        Optional.empty(),
                                        "no instance with an admin.port is known to have it"));
    }
}
