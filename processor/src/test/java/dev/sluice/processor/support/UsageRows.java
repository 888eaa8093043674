package dev.sluice.processor.support;

import static java.util.Objects.requireNonNull;

import dev.sluice.processor.usage.RowKey;
import dev.sluice.processor.usage.Totals;
import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.v1.UsageTotals;
import dev.sluice.v1.WindowSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What a sink that upserts by the records' keys has made of the usage topic so far. */
public final class UsageRows implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final AvroDeserializer<UsageTotals> reader = new AvroDeserializer<>(UsageTotals.class);
    private final Map<String, UsageTotals> rows = new HashMap<>();

    public UsageRows(Backbone backbone, Topics topics) {
        reader.configure(Map.of("schema.registry.url", backbone.registry().url()), false);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                backbone.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < topics.partitions(); i++) {
            partitions.add(new TopicPartition(topics.usage(), i));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until the rows of one length of window are as wanted. */
    public List<UsageTotals> await(
            WindowSize size, Predicate<List<UsageTotals>> wanted, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            List<UsageTotals> found = rows(size);
            if (wanted.test(found)) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Within %s only %s".formatted(atMost, found));
            }
            poll();
        }
    }

    /** The last version of each row. */
    public List<UsageTotals> rows(WindowSize size) {
        return rows.values().stream().filter(row -> row.getWindow() == size).toList();
    }

    @Override
    public void close() {
        try (reader;
                consumer) {
            rows.clear();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            UsageTotals totals = requireNonNull(reader.deserialize(record.topic(), record.value()));
            RowKey key = Totals.key(totals);
            if (!record.key().equals(key.text())) {
                throw new AssertionError("%s under the key %s".formatted(key, record.key()));
            }
            UsageTotals before = rows.put(record.key(), totals);
            if (before != null && before.getVersion() >= totals.getVersion()) {
                throw new AssertionError("%s after %s".formatted(totals, before));
            }
        }
    }
}
