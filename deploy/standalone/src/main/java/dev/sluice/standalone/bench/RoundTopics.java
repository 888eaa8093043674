package dev.sluice.standalone.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of one round.
 *
 * @param name of the round, from which theirs are made
 */
record RoundTopics(String name) {
    /** As many as the service creates by default. */
    static final int PARTITIONS = 6;

    /** Room for the largest answer that the service takes, which it insists on. */
    private static final int LARGE = 32 << 20;

    private static final int SMALL = 1 << 20;

    String requests() {
        return name + ".requests";
    }

    String completions() {
        return name + ".completions";
    }

    String failures() {
        return name + ".failures";
    }

    String usage() {
        return name + ".usage";
    }

    /** Where outcomes are read from. */
    List<TopicPartition> outcomes() {
        return Stream.of(completions(), failures())
                .flatMap(
                        topic ->
                                Stream.iterate(0, i -> i + 1)
                                        .limit(PARTITIONS)
                                        .map(i -> new TopicPartition(topic, i)))
                .toList();
    }

    /** Creates the topics. */
    void create(String bootstrapServers) throws InterruptedException {
        List<NewTopic> topics =
                List.of(
                        topic(requests(), SMALL)
                                .configs(
                                        Map.of(
                                                "max.message.bytes",
                                                Integer.toString(SMALL),
                                                // Latency counts from here on.
                                                "message.timestamp.type",
                                                "LogAppendTime")),
                        topic(completions(), LARGE),
                        topic(failures(), LARGE),
                        topic(usage(), SMALL));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot create the topics of " + name, e.getCause());
        }
    }

    private static NewTopic topic(String name, int maxBytes) {
        return new NewTopic(name, PARTITIONS, (short) 1)
                .configs(Map.of("max.message.bytes", Integer.toString(maxBytes)));
    }

    /** Deletes what the round left, so that the next one finds the disk as it was. */
    void delete(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            List<String> own =
                    admin.listTopics().names().get().stream()
                            .filter(topic -> topic.startsWith(name))
                            .toList();
            admin.deleteTopics(own).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot delete the topics of " + name, e.getCause());
        }
    }
}
