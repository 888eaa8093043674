package dev.sluice.processor.cli;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.LimitDraft;
import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.processor.control.LimitChange;
import dev.sluice.processor.control.LimitSettings;
import dev.sluice.processor.control.LimitsSnapshot;
import dev.sluice.schemas.AvroSerializer;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.LimitSetting;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Reads limits from the topic, and publishes there what all instances take up. */
public final class LimitPublisher {
    private static final String SOURCE = "command line";

    private final SluiceConfig config;

    /**
     * @param config the configuration of the instances
     */
    public LimitPublisher(SluiceConfig config) {
        this.config = config;
    }

    /**
     * The limits in force.
     *
     * @throws CliException when the brokers or the registry cannot be used
     */
    public LimitsSnapshot read() {
        return with(this::snapshot);
    }

    /**
     * Sets a limit, in place of the whole one of that name.
     *
     * @return how it differs from what was in force; empty if it does not, though it is published
     * @throws CliException when it breaks a rule, or the brokers, the registry or the topic cannot be used; then nothing is
     *     published
     */
    public Optional<LimitChange> set(String name, LimitDraft draft) throws InterruptedException {
        Optional<LimitChange> change =
                with(schemas -> existing(schemas).limits().set(name, draft, SOURCE));
        publish(name, LimitSettings.of(draft));
        return change;
    }

    /**
     * Removes what the topic says of a name, be it of use or not: what is configured for that counts again.
     *
     * @return how that differs from what was in force; empty if it does not
     * @throws CliException as {@link #set} does
     */
    public Optional<LimitChange> unset(String name) throws InterruptedException {
        Optional<LimitChange> change = with(schemas -> existing(schemas).limits().unset(name));
        publish(name, null);
        return change;
    }

    private interface Question<T> {
        T ask(Schemas schemas);
    }

    private <T> T with(Question<T> question) {
        try (Schemas schemas = Schemas.connect(config.schemaRegistry())) {
            return question.ask(schemas);
        } catch (ConfigException e) {
            throw ConfigOption.problems(e);
        }
    }

    private LimitsSnapshot snapshot(Schemas schemas) {
        try {
            return LimitsSnapshot.read(config, schemas);
        } catch (RegistryUnavailableException e) {
            throw new CliException("Cannot read the limits: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new CliException(
                    "Cannot read from " + Cluster.of(config).address() + ": " + e.getMessage(), e);
        }
    }

    private LimitsSnapshot existing(Schemas schemas) {
        LimitsSnapshot snapshot = snapshot(schemas);
        if (!snapshot.hasTopic()) {
            throw new CliException(
                    "Topic %s (topics.limits) does not exist; create it, with cleanup.policy=compact."
                            .formatted(config.topics().limits()));
        }
        return snapshot;
    }

    private void publish(String name, @Nullable LimitSetting setting) throws InterruptedException {
        try (Schemas schemas = Schemas.connect(config.schemaRegistry());
                Producer<String, LimitSetting> producer =
                        new KafkaProducer<>(
                                Cluster.of(config).producer(),
                                new StringSerializer(),
                                new AvroSerializer<>(schemas))) {
            producer.send(new ProducerRecord<>(config.topics().limits(), name, setting)).get();
        } catch (ExecutionException e) {
            throw notPublished(e.getCause() == null ? e : e.getCause());
        } catch (KafkaException e) {
            throw notPublished(e);
        }
    }

    private static CliException notPublished(Throwable cause) {
        return new CliException(
                "Not published: " + cause.getClass().getSimpleName() + ": " + cause.getMessage(),
                cause);
    }
}
