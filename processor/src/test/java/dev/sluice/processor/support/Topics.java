package dev.sluice.processor.support;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Topics of one test, so that tests can share a broker.
 *
 * @param name prefix of the topics and the application id
 * @param partitions partitions of each
 */
public record Topics(String name, int partitions) {
    /** Creates the topics. */
    public static Topics create(Backbone backbone, String name, int partitions) {
        Topics topics = new Topics(name + "-" + Long.toString(System.nanoTime(), 36), partitions);
        List<NewTopic> all =
                List.of(
                        topics.topic(topics.requests(), 8 << 20),
                        topics.topic(topics.completions(), 32 << 20),
                        topics.topic(topics.failures(), 20 << 20),
                        topics.topic(topics.usage(), 1 << 20));
        ask(backbone, admin -> admin.createTopics(all).all().get());
        return topics;
    }

    /** Sum of the committed offsets of the service's group: requests that were taken in. */
    public long committed(Backbone backbone) {
        return ask(
                backbone,
                admin ->
                        admin
                                .listConsumerGroupOffsets(name)
                                .partitionsToOffsetAndMetadata()
                                .get()
                                .entrySet()
                                .stream()
                                .filter(entry -> entry.getKey().topic().equals(requests()))
                                .mapToLong(entry -> entry.getValue().offset())
                                .sum());
    }

    /** Members of the service's group. */
    public int members(Backbone backbone) {
        return described(backbone).size();
    }

    /** Those members of the service's group that have a partition, of whatever topic. */
    public long working(Backbone backbone) {
        return described(backbone).stream()
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    /** How many partitions of requests each member of the service's group has. */
    public List<Integer> shares(Backbone backbone) {
        return described(backbone).stream()
                .map(member -> member.assignment().topicPartitions().stream())
                .map(all -> (int) all.filter(one -> one.topic().equals(requests())).count())
                .toList();
    }

    private Collection<MemberDescription> described(Backbone backbone) {
        return ask(
                backbone,
                admin ->
                        admin.describeConsumerGroups(List.of(name))
                                .all()
                                .get()
                                .values()
                                .iterator()
                                .next()
                                .members());
    }

    private NewTopic topic(String topic, int maxMessageBytes) {
        return new NewTopic(topic, partitions, (short) 1)
                .configs(Map.of("max.message.bytes", String.valueOf(maxMessageBytes)));
    }

    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private static <T> T ask(Backbone backbone, Question<T> question) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", backbone.bootstrapServers()))) {
            return question.ask(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    public String requests() {
        return name + ".requests";
    }

    public String completions() {
        return name + ".completions";
    }

    public String failures() {
        return name + ".failures";
    }

    public String usage() {
        return name + ".usage";
    }
}
