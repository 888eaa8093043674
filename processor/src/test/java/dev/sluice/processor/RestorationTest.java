package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final TopicPartition ONE = new TopicPartition("changelog", 1);
    private static final TopicPartition TWO = new TopicPartition("changelog", 2);

    private final Restoration restoration = new Restoration("requests");

    @Test
    void isDoneWhenAllIsRead() {
        assertThat(restoration.finding().up()).isTrue();
        restoration.onRestoreStart(ONE, "pending", 10, 110);
        restoration.onRestoreStart(TWO, "pending", 0, 50);
        restoration.onBatchRestored(ONE, "pending", 40, 30);
        assertThat(restoration.finding().up()).isFalse();
        assertThat(restoration.finding().reason())
                .isEqualTo("2 changelog partitions are being read, about 120 records are left");

        restoration.onRestoreEnd(ONE, "pending", 100);
        assertThat(restoration.finding().reason()).contains("1 changelog", "about 50 records");

        restoration.onRestoreSuspended(TWO, "pending", 0);
        assertThat(restoration.finding().up()).isTrue();
    }

    @Test
    void fewerRecordsThanOffsetsAreNoDebt() {
        restoration.onRestoreStart(ONE, "pending", 0, 10);
        restoration.onBatchRestored(ONE, "pending", 10, 12);

        assertThat(restoration.finding().reason()).contains("about 0 records");
    }
}
