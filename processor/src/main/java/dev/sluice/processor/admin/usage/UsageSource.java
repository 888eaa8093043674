package dev.sluice.processor.admin.usage;

import dev.sluice.v1.UsageTotals;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of this instance, and where those of the others are. Asked on threads that may wait. */
public interface UsageSource {
    /** Where the others find this instance. */
    InstanceAddress self();

    /**
     * How many partitions all rows are on, from 0 on.
     *
     * @return at least 1
     */
    int partitions();

    /** The one partition that has all rows of a tenant. */
    int partition(String tenant);

    /**
     * Who has which partitions, or is to get them, as far as it is known here.
     *
     * @throws NotReadyException if nothing is known
     */
    Map<InstanceAddress, Set<Integer>> owners() throws NotReadyException;

    /** Those that this instance has whole. */
    Set<Integer> running();

    /**
     * Rows of one partition of this instance.
     *
     * @param most where there are more rows than this, so many of them
     * @throws NotReadyException if it has not got all that the partition has
     */
    List<UsageTotals> read(int partition, UsageQuestion question, int most)
            throws NotReadyException;
}
