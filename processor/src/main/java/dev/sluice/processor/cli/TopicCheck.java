package dev.sluice.processor.cli;

import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks the topics up before work starts, so that a wrong address or name is told at once and in plain words. */
public final class TopicCheck {
    private TopicCheck() {}

    /**
     * The partitions of the topics.
     *
     * @throws CliException when the brokers cannot be reached or a topic does not exist
     */
    public static List<TopicPartition> partitions(Cluster cluster, List<String> topics)
            throws InterruptedException {
        try (Admin admin = Admin.create(cluster.admin())) {
            Map<String, TopicDescription> found =
                    admin.describeTopics(topics).allTopicNames().get();
            return found.values().stream()
                    .flatMap(
                            topic ->
                                    topic.partitions().stream()
                                            .map(
                                                    p ->
                                                            new TopicPartition(
                                                                    topic.name(), p.partition())))
                    .collect(Collectors.toList());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new CliException(
                        "One of the topics "
                                + topics
                                + " does not exist on "
                                + cluster.address()
                                + ".",
                        e);
            }
            throw new CliException(
                    "Cannot look up the topics "
                            + topics
                            + " on "
                            + cluster.address()
                            + ": "
                            + reason(e, cluster),
                    e);
        } catch (KafkaException e) {
            throw new CliException(
                    "Cannot use the Kafka settings for "
                            + cluster.address()
                            + ": "
                            + kind(rootOf(e)),
                    e);
        }
    }

    /** A password or a certificate is mended in the configuration; for the rest the exception's own words do. */
    private static String reason(ExecutionException e, Cluster cluster) {
        return KafkaRefusal.login(e, cluster.kafka())
                .map(Problem::toString)
                .orElseGet(() -> kind(rootOf(e)));
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    private static String kind(Throwable e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
