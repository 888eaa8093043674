package dev.sluice.processor.flow;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers about topics. Tells apart what may pass, what is a problem, and what is an answer. */
final class TopicAdmin {
    /** Short, so that each attempt ends in a log line soon. */
    private static final int TIMEOUT_MS = 5_000;

    private final Admin admin;
    private final SluiceConfig config;
    private final Set<Problem> problems = new LinkedHashSet<>();

    /** What may be allowed later. */
    private final Set<Problem> refusals = new LinkedHashSet<>();

    private final Map<TopicRole, Integer> partitions = new EnumMap<>(TopicRole.class);

    TopicAdmin(Admin admin, SluiceConfig config) {
        this.admin = admin;
        this.config = config;
    }

    /**
     * Asks which topics exist.
     *
     * @return {@code max.message.bytes} of those that do
     * @throws ConfigException if what is configured cannot be
     * @throws NotYetException if no broker answers, or one refuses
     */
    Map<TopicRole, Integer> existing() throws NotYetException, InterruptedException {
        Map<TopicRole, ConfigResource> found = new EnumMap<>(TopicRole.class);
        var described =
                admin.describeTopics(
                                TopicRole.of(config).stream()
                                        .map(role -> role.topic(config))
                                        .toList(),
                                new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
                        .topicNameValues();
        for (TopicRole role : TopicRole.of(config)) {
            String topic = role.topic(config);
            answer(role, described.get(topic), UnknownTopicOrPartitionException.class)
                    .ifPresent(
                            description -> {
                                found.put(
                                        role, new ConfigResource(ConfigResource.Type.TOPIC, topic));
                                partitions.put(role, description.partitions().size());
                            });
        }
        throwIfAny();
        return maxMessageBytes(found);
    }

    /** How many partitions a topic has that existed when it was asked. */
    Optional<Integer> partitions(TopicRole role) {
        return Optional.ofNullable(partitions.get(role));
    }

    /**
     * Creates topics.
     *
     * @return whether all of them are as wanted; false where another program was quicker with one
     * @throws ConfigException if what is configured cannot be
     * @throws NotYetException if no broker answers, or one refuses
     */
    boolean create(Map<TopicRole, NewTopic> wanted) throws NotYetException, InterruptedException {
        var results =
                admin.createTopics(wanted.values(), new CreateTopicsOptions().timeoutMs(TIMEOUT_MS))
                        .values();
        boolean all = true;
        for (Map.Entry<TopicRole, NewTopic> entry : wanted.entrySet()) {
            KafkaFuture<Boolean> created =
                    Objects.requireNonNull(results.get(entry.getValue().name()))
                            .thenApply(done -> true);
            all &= answer(entry.getKey(), created, TopicExistsException.class).isPresent();
        }
        throwIfAny();
        return all;
    }

    private Map<TopicRole, Integer> maxMessageBytes(Map<TopicRole, ConfigResource> found)
            throws NotYetException, InterruptedException {
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(
                                found.values(), new DescribeConfigsOptions().timeoutMs(TIMEOUT_MS))
                        .values();
        Map<TopicRole, Integer> sizes = new EnumMap<>(TopicRole.class);
        for (Map.Entry<TopicRole, ConfigResource> entry : found.entrySet()) {
            // A topic that is deleted meanwhile does not exist.
            answer(
                            entry.getKey(),
                            configs.get(entry.getValue()),
                            UnknownTopicOrPartitionException.class)
                    .map(config -> config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())
                    .ifPresent(size -> sizes.put(entry.getKey(), Integer.valueOf(size)));
        }
        throwIfAny();
        return sizes;
    }

    /** An answer; nothing for the one refusal that is an answer too. */
    private <T> Optional<T> answer(
            TopicRole role, @Nullable KafkaFuture<T> future, Class<? extends Exception> refusal)
            throws NotYetException, InterruptedException {
        try {
            // The client has an answer for each topic that it is asked about.
            return Optional.of(Objects.requireNonNull(future).get());
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            if (refusal.isInstance(cause)) {
                return Optional.empty();
            }
            if (cause instanceof InvalidReplicationFactorException) {
                // The other brokers may still be starting.
                throw new NotYetException(
                        new Problem("topics.replication", String.valueOf(cause.getMessage())),
                        cause);
            }
            if (cause instanceof RetriableException) {
                throw new NotYetException(KafkaRefusal.orSilence(cause, config), cause);
            }
            refusal(role, cause)
                    .ifPresentOrElse(refusals::add, () -> problems.add(problem(role, cause)));
            return Optional.empty();
        }
    }

    private Optional<Problem> refusal(TopicRole role, Throwable cause) {
        return cause instanceof TopicAuthorizationException
                ? Optional.of(KafkaRefusal.topic(role.key(), role.topic(config)))
                : KafkaRefusal.of(cause, config);
    }

    private Problem problem(TopicRole role, Throwable cause) {
        return new Problem(
                role.key(), "topic %s: %s".formatted(role.topic(config), cause.getMessage()));
    }

    private void throwIfAny() throws NotYetException {
        if (!problems.isEmpty()) {
            throw new ConfigException(List.copyOf(problems));
        }
        if (!refusals.isEmpty()) {
            throw new NotYetException(refusals);
        }
    }
}
