package dev.sluice.processor.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The last committed offsets of the partitions that one stream thread owns. They are valid for one generation of the
 * group: after a rebalance somebody else may have moved them, and they are asked for again.
 *
 * <p>Never the consumer's position: it is ahead of the records that Streams has buffered and not yet processed.
 *
 * <p>Confined to its stream thread.
 */
final class CommittedOffsets {
    /** What is asked of the thread's consumer. */
    interface Owner {
        Set<TopicPartition> assignment();

        Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions);
    }

    private final Owner owner;
    private final Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
    private String member = "";
    private int generation = -1;

    CommittedOffsets(Owner owner) {
        this.owner = owner;
    }

    /**
     * Offsets that fence a transaction without consumed records.
     *
     * @param memberId the thread's id in the group
     * @param generationId the group's generation that it knows of
     * @throws CommitFailedException if there are none to fence with: the thread owns nothing that was ever committed,
     *     and so has nothing to forward either
     */
    Map<TopicPartition, OffsetAndMetadata> fence(String memberId, int generationId) {
        if (generationId != generation || !memberId.equals(member)) {
            known.clear();
            generation = generationId;
            member = memberId;
        }
        Set<TopicPartition> owned = owner.assignment();
        known.keySet().retainAll(owned);
        Set<TopicPartition> missing = new HashSet<>(owned);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            owner.committed(missing)
                    .forEach(
                            (partition, offset) -> {
                                // Kafka gives null for a partition without a committed offset.
                                if (offset != null) {
                                    known.put(partition, offset);
                                }
                            });
        }
        if (known.isEmpty()) {
            throw new CommitFailedException(
                    "No committed offset to fence the transaction with: the partitions have moved away");
        }
        return Map.copyOf(known);
    }

    /** Remembers what a transaction has committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        known.putAll(offsets);
    }
}
