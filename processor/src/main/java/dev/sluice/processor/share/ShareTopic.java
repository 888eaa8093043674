package dev.sluice.processor.share;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic of the log by which limits are shared: internal, like those that Kafka Streams makes for itself. */
final class ShareTopic {
    private static final Logger LOG = LoggerFactory.getLogger(ShareTopic.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String SUFFIX = "-shared-limits";
    private static final String LOG_APPEND_TIME = "LogAppendTime";

    private final SluiceConfig config;
    private final Duration kept;
    private final ProblemLog problems;

    /**
     * @param kept for how long entries have to be kept at the least
     * @param problems where it is told what is waited for
     */
    ShareTopic(SluiceConfig config, Duration kept, ProblemLog problems) {
        this.config = config;
        this.kept = kept;
        this.problems = problems;
    }

    String name() {
        return config.applicationId() + SUFFIX;
    }

    /**
     * Creates the topic if it does not exist, and checks it. Waits for the brokers, and for what they refuse, as long as it takes.
     *
     * @throws ConfigException if the topic cannot be made, or is not as it has to be
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void await() throws InterruptedException {
        while (true) {
            try (Admin admin = Admin.create(Map.copyOf(config.kafka()))) {
                create(admin);
                check(admin);
                return;
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNull(e.getCause());
                problems.tell(
                        passing(cause)
                                .orElseThrow(() -> problem(name() + ": " + cause.getMessage())));
            } catch (KafkaException e) {
                problems.tell(KafkaRefusal.orSilence(e, config));
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void create(Admin admin) throws InterruptedException, ExecutionException {
        NewTopic topic =
                new NewTopic(name(), 1, (short) config.topics().replication())
                        .configs(
                                Map.of(
                                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                        LOG_APPEND_TIME,
                                        TopicConfig.CLEANUP_POLICY_CONFIG,
                                        TopicConfig.CLEANUP_POLICY_DELETE,
                                        TopicConfig.RETENTION_MS_CONFIG,
                                        Long.toString(kept.toMillis()),
                                        TopicConfig.SEGMENT_MS_CONFIG,
                                        Long.toString(kept.toMillis())));
        try {
            admin.createTopics(List.of(topic)).all().get();
            LOG.info("Created topic {}", name());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void check(Admin admin) throws InterruptedException, ExecutionException {
        TopicDescription description =
                Objects.requireNonNull(
                        admin.describeTopics(List.of(name())).allTopicNames().get().get(name()));
        if (description.partitions().size() != 1) {
            throw problem(name() + " must have one partition");
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name());
        String type =
                Objects.requireNonNull(
                                admin.describeConfigs(List.of(resource)).all().get().get(resource))
                        .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
                        .value();
        if (!LOG_APPEND_TIME.equals(type)) {
            throw problem(
                    "%s must have %s=%s"
                            .formatted(
                                    name(),
                                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                                    LOG_APPEND_TIME));
        }
    }

    /** What may pass, told by the setting that it is mended by. */
    private Optional<Problem> passing(Throwable cause) {
        if (cause instanceof InvalidReplicationFactorException) {
            // The other brokers may still be starting.
            return Optional.of(
                    new Problem("topics.replication", String.valueOf(cause.getMessage())));
        }
        return cause instanceof RetriableException
                ? Optional.of(KafkaRefusal.orSilence(cause, config))
                : KafkaRefusal.of(cause, config);
    }

    private static ConfigException problem(String message) {
        return new ConfigException(List.of(new Problem("limits", "topic " + message)));
    }
}
