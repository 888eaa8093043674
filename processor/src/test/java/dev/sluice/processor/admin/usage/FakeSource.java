package dev.sluice.processor.admin.usage;

import dev.sluice.v1.UsageTotals;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of an instance, in memory. A tenant's partition is the number that its name ends with. */
final class FakeSource implements UsageSource {
    private final InstanceAddress self;
    private final int partitions;
    private final Map<InstanceAddress, Set<Integer>> owners;

    /** What can be read, by partition. */
    final Map<Integer, List<UsageTotals>> rows = new HashMap<>();

    FakeSource(InstanceAddress self, int partitions, Map<InstanceAddress, Set<Integer>> owners) {
        this.self = self;
        this.partitions = partitions;
        this.owners = owners;
    }

    @Override
    public InstanceAddress self() {
        return self;
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public int partition(String tenant) {
        return tenant.charAt(tenant.length() - 1) - '0';
    }

    @Override
    public Map<InstanceAddress, Set<Integer>> owners() {
        return owners;
    }

    @Override
    public Set<Integer> running() {
        return new HashSet<>(rows.keySet());
    }

    @Override
    public List<UsageTotals> read(int partition, UsageQuestion question, int most)
            throws NotReadyException {
        List<UsageTotals> found = rows.get(partition);
        if (found == null) {
            throw new NotReadyException(new IllegalStateException("is being restored"));
        }
        return found.stream()
                .filter(row -> question.isAbout(row.getTenant(), row.getModel(), row.getEndpoint()))
                .limit(most)
                .toList();
    }
}
