package dev.sluice.processor.flow;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log which partitions come and go, and passes that on. */
final class AssignmentLog implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(AssignmentLog.class);

    private final ConsumerRebalanceListener next;

    AssignmentLog(ConsumerRebalanceListener next) {
        this.next = next;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        tell("assigned", "Assigned partitions {}", partitions);
        next.onPartitionsAssigned(partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        tell("revoked", "Revoked partitions {}", partitions);
        next.onPartitionsRevoked(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        tell("lost", "Lost partitions {} to others, having been silent for too long", partitions);
        next.onPartitionsLost(partitions);
    }

    private static void tell(String event, String text, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            LOG.atInfo().addKeyValue("event", event).log(text, sorted(partitions));
        }
    }

    private static List<String> sorted(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(TopicPartition::toString)
                .sorted()
                .collect(Collectors.toList());
    }
}
