package dev.sluice.processor.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AssignmentLogTest {
    private final List<String> heard = new ArrayList<>();

    /** Streams takes care of its tasks there. */
    @Test
    void passesOnAllThatItHears() {
        AssignmentLog log =
                new AssignmentLog(
                        new ConsumerRebalanceListener() {
                            @Override
                            public void onPartitionsAssigned(Collection<TopicPartition> some) {
                                heard.add("assigned " + some);
                            }

                            @Override
                            public void onPartitionsRevoked(Collection<TopicPartition> some) {
                                heard.add("revoked " + some);
                            }

                            @Override
                            public void onPartitionsLost(Collection<TopicPartition> some) {
                                heard.add("lost " + some);
                            }
                        });

        log.onPartitionsAssigned(List.of(new TopicPartition("t", 1), new TopicPartition("t", 0)));
        log.onPartitionsAssigned(List.of());
        log.onPartitionsRevoked(List.of(new TopicPartition("t", 1)));
        log.onPartitionsLost(List.of(new TopicPartition("t", 0)));

        assertThat(heard)
                .containsExactly(
                        "assigned [t-1, t-0]", "assigned []", "revoked [t-1]", "lost [t-0]");
    }
}
