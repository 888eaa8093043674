package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommittedOffsetsTest {
    private static final TopicPartition P0 = new TopicPartition("requests", 0);
    private static final TopicPartition P1 = new TopicPartition("requests", 1);

    /** A consumer's side of it: what it owns, what was committed, and what it was asked. */
    private static final class Group implements CommittedOffsets.Owner {
        final Set<TopicPartition> assigned = new HashSet<>();
        final Map<TopicPartition, @Nullable OffsetAndMetadata> committed = new HashMap<>();
        final List<Set<TopicPartition>> asked = new ArrayList<>();

        @Override
        public Set<TopicPartition> assignment() {
            return assigned;
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            asked.add(Set.copyOf(partitions));
            Map<TopicPartition, OffsetAndMetadata> answer = new HashMap<>();
            // As Kafka does, with null for a partition that nothing was committed for.
            partitions.forEach(partition -> answer.put(partition, committed.get(partition)));
            return answer;
        }
    }

    private final Group group = new Group();
    private final CommittedOffsets offsets = new CommittedOffsets(group);

    @Test
    void asksOncePerGenerationForWhatIsOwned() {
        group.assigned.addAll(Set.of(P0, P1));
        group.committed.put(P0, at(5));
        group.committed.put(P1, at(7));

        assertThat(offsets.fence("a", 1)).isEqualTo(Map.of(P0, at(5), P1, at(7)));
        assertThat(offsets.fence("a", 1)).isEqualTo(Map.of(P0, at(5), P1, at(7)));

        assertThat(group.asked).containsExactly(Set.of(P0, P1));
    }

    @Test
    void knowsWhatItCommittedItself() {
        group.assigned.add(P0);
        group.committed.put(P0, at(5));
        offsets.fence("a", 1);

        offsets.committed(Map.of(P0, at(9)));

        assertThat(offsets.fence("a", 1)).isEqualTo(Map.of(P0, at(9)));
        assertThat(group.asked).hasSize(1);
    }

    @Test
    void asksAgainInANewGeneration() {
        group.assigned.add(P0);
        group.committed.put(P0, at(5));
        offsets.fence("a", 1);
        offsets.committed(Map.of(P0, at(9)));
        // Meanwhile another member had the partition, and it came back.
        group.committed.put(P0, at(40));

        assertThat(offsets.fence("a", 2)).isEqualTo(Map.of(P0, at(40)));
    }

    @Test
    void asksAgainAsAnotherMember() {
        group.assigned.add(P0);
        group.committed.put(P0, at(5));
        offsets.fence("a", 1);
        group.committed.put(P0, at(40));

        assertThat(offsets.fence("b", 1)).isEqualTo(Map.of(P0, at(40)));
    }

    @Test
    void leavesOutWhatIsOwnedNoMore() {
        group.assigned.addAll(Set.of(P0, P1));
        group.committed.put(P0, at(5));
        group.committed.put(P1, at(7));
        offsets.fence("a", 1);

        group.assigned.remove(P1);

        assertThat(offsets.fence("a", 1)).isEqualTo(Map.of(P0, at(5)));
    }

    @Test
    void leavesOutWhatWasNeverCommitted() {
        group.assigned.addAll(Set.of(P0, P1));
        group.committed.put(P1, at(7));

        assertThat(offsets.fence("a", 1)).isEqualTo(Map.of(P1, at(7)));
    }

    @Test
    void refusesATransactionThatNothingCanFence() {
        assertThatThrownBy(() -> offsets.fence("a", 1)).isInstanceOf(CommitFailedException.class);

        group.assigned.add(P0);
        assertThatThrownBy(() -> offsets.fence("a", 1)).isInstanceOf(CommitFailedException.class);
    }

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset);
    }
}
