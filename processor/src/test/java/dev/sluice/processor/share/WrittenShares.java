package dev.sluice.processor.share;

import dev.sluice.processor.support.Backbone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What real instances wrote to the log by which they share limits, as far as it has been read. */
public final class WrittenShares implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final List<ShareEntry> entries = new ArrayList<>();

    /** The log of an application, from its beginning; it must be there. */
    public WrittenShares(Backbone backbone, String applicationId) {
        partition = new TopicPartition(applicationId + "-shared-limits", 0);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                backbone.bootstrapServers(),
                                "allow.auto.create.topics",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Reads all that is there now. */
    public WrittenShares read() {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(100))) {
                entries.add(EntryCodec.decode(one.value()));
            }
        }
        return this;
    }

    /** How many entries were read. */
    public int size() {
        return entries.size();
    }

    /** Those who asked for a part of a limit, or had calls to keep places for, in an entry after the first so many. */
    public Set<String> users(int after) {
        Set<String> users = new HashSet<>();
        for (ShareEntry entry : entries.subList(after, entries.size())) {
            boolean seated =
                    entry.getSeats().stream()
                            .anyMatch(seats -> seats.getKeep() > 0 || seats.getDemand() > 0);
            if (seated || !entry.getWishes().isEmpty()) {
                users.add(entry.getInstance());
            }
        }
        return users;
    }

    /** The most calls at the same time that one of them kept places for, in an entry after the first so many. */
    public long mostSeats(int after) {
        return entries.subList(after, entries.size()).stream()
                .flatMap(entry -> entry.getSeats().stream())
                .mapToLong(ShareSeats::getKeep)
                .max()
                .orElse(0);
    }

    /** Whether nobody keeps a place for a call or would like to have one, by the last word of each. */
    public boolean isAllGivenBack() {
        Map<String, Long> wanted = new HashMap<>();
        for (ShareEntry entry : entries) {
            for (ShareSeats seats : entry.getSeats()) {
                wanted.put(
                        entry.getInstance() + " " + seats.getCount(),
                        seats.getKeep() + seats.getDemand());
            }
        }
        return wanted.values().stream().allMatch(count -> count == 0);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
