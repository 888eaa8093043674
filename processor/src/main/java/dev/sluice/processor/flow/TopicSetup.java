package dev.sluice.processor.flow;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.ProblemLog;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the topics of requests, completions and failures exist and take what has to pass through them, before the
 * flow starts. Waits for the brokers as long as it takes.
 */
public final class TopicSetup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** What the client says where no host name can be resolved: {@code org.apache.kafka.clients.ClientUtils}. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private final Supplier<Admin> admin;
    private final SluiceConfig config;
    private final Pause pause;
    private final ProblemLog waits = new ProblemLog(LOG, InstantSource.system(), "The start waits");

    /**
     * Prepares the check.
     *
     * @param admin makes a client; each attempt makes one and closes it, because a client cannot even be made while the brokers' names
     *     do not resolve
     * @param config the configuration
     */
    public TopicSetup(Supplier<Admin> admin, SluiceConfig config) {
        this(admin, config, duration -> Thread.sleep(duration.toMillis()));
    }

    TopicSetup(Supplier<Admin> admin, SluiceConfig config, Pause pause) {
        this.admin = admin;
        this.config = config;
        this.pause = pause;
    }

    /**
     * A check that makes its clients from the configuration.
     *
     * @param config the configuration
     * @return the check
     */
    public static TopicSetup of(SluiceConfig config) {
        return new TopicSetup(() -> Admin.create(Map.copyOf(config.kafka())), config);
    }

    /**
     * Creates what is missing, if that is configured, and checks what exists. Retries while the brokers cannot be reached or refuse, and tells the
     * log once a minute.
     *
     * @return the largest records that may pass through, and whether pieces of answers can be published
     * @throws ConfigException if topics are missing or too small, or cannot be created as configured; it holds all problems
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public ReadyTopics await() throws InterruptedException {
        Duration next = FIRST_PAUSE;
        while (true) {
            try {
                Optional<ReadyTopics> ready = attempt();
                if (ready.isPresent()) {
                    waits.mended();
                    return ready.get();
                }
                LOG.info("Another program created topics at the same time; checking them");
            } catch (NotYetException e) {
                e.problems().forEach(waits::tell);
            }
            pause.sleep(next);
            next = next.multipliedBy(2);
            next = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
        }
    }

    /** One attempt; nothing comes of it where another program was quicker. */
    private Optional<ReadyTopics> attempt() throws NotYetException, InterruptedException {
        Admin client = client();
        try {
            TopicAdmin topics = new TopicAdmin(client, config);
            TopicPlan plan = TopicPlan.of(config, topics.existing());
            if (!plan.problems().isEmpty()) {
                throw new ConfigException(plan.problems());
            }
            if (!plan.create().isEmpty() && !topics.create(plan.create())) {
                return Optional.empty();
            }
            plan.create()
                    .values()
                    .forEach(
                            topic ->
                                    LOG.info(
                                            "Created topic {} with {} partitions, replication {}, {}",
                                            topic.name(),
                                            topic.numPartitions(),
                                            topic.replicationFactor(),
                                            topic.configs()));
            return Optional.of(
                    new ReadyTopics(
                            plan.sizes(), plan.chunks(), plan.limits(), deltas(topics, plan)));
        } finally {
            // Calls that still wait would hold up a thread that is interrupted.
            client.close(Duration.ZERO);
        }
    }

    private Optional<ReadyTopics.Partitioned> deltas(TopicAdmin topics, TopicPlan plan) {
        TopicRole role = TopicRole.USAGE_DELTAS;
        return Optional.ofNullable(plan.create().get(role))
                .map(NewTopic::numPartitions)
                .or(() -> topics.partitions(role))
                .map(partitions -> new ReadyTopics.Partitioned(role.topic(config), partitions));
    }

    private Admin client() throws NotYetException {
        try {
            return admin.get();
        } catch (KafkaException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = String.valueOf(cause.getMessage());
            if (message.startsWith(UNRESOLVED)) {
                throw new NotYetException(KafkaRefusal.orSilence(cause, config), e);
            }
            Optional<Problem> refusal = KafkaRefusal.of(e, config);
            if (refusal.isPresent()) {
                throw new NotYetException(refusal.get(), e);
            }
            throw new ConfigException(List.of(new Problem("kafka", message)));
        }
    }

    /** Lets time pass; a test's does not. */
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }
}
