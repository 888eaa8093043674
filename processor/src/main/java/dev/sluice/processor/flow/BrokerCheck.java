package dev.sluice.processor.flow;

import dev.sluice.processor.config.KafkaRefusal;
import dev.sluice.processor.config.Problem;
import dev.sluice.processor.config.SluiceConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a broker answers, over a connection of its own, which stays. The question needs no permission. One
 * thread asks; any may close.
 */
public final class BrokerCheck implements AutoCloseable {
    /** Longer than a broker takes that is well, and short enough to be asked again soon. */
    private static final int TIMEOUT_MS = 3_000;

    private static final int RECONNECT_MS = 1_000;

    private final Supplier<Admin> clients;
    private final Map<String, String> kafka;
    private volatile @Nullable Admin client;

    /**
     * @param kafka properties of the clients
     */
    BrokerCheck(Supplier<Admin> clients, Map<String, String> kafka) {
        this.clients = clients;
        this.kafka = kafka;
    }

    /** A check of the configured brokers. It does not connect yet. */
    public static BrokerCheck of(SluiceConfig config) {
        Map<String, Object> settings = new HashMap<>(config.kafka());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.applicationId() + "-health");
        // Each attempt is a line in the log, and other clients write enough of them.
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MS);
        return new BrokerCheck(() -> Admin.create(settings), config.kafka());
    }

    /**
     * Asks once, and waits for some seconds at most.
     *
     * @return what is wrong; nothing where a broker answers
     */
    public Optional<String> ask() throws InterruptedException {
        try {
            Admin known = client;
            if (known == null) {
                known = clients.get();
                client = known;
            }
            known.describeCluster(new DescribeClusterOptions().timeoutMs(TIMEOUT_MS)).nodes().get();
            return Optional.empty();
        } catch (KafkaException e) {
            // A client cannot even be made while the brokers' names do not resolve.
            return Optional.of(reason(e.getCause() == null ? e : e.getCause()));
        } catch (ExecutionException e) {
            return Optional.of(reason(e.getCause()));
        }
    }

    @Override
    public void close() {
        Admin known = client;
        if (known != null) {
            known.close(Duration.ZERO);
        }
    }

    private String reason(@Nullable Throwable failure) {
        Optional<Problem> refusal =
                failure == null ? Optional.empty() : KafkaRefusal.login(failure, kafka);
        if (refusal.isPresent()) {
            return "%s (%s)".formatted(refusal.get().message(), refusal.get().key());
        }
        String where = String.valueOf(kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        if (failure instanceof org.apache.kafka.common.errors.TimeoutException) {
            return "no broker answers within %d s at %s (kafka.bootstrap.servers)"
                    .formatted(TIMEOUT_MS / 1_000, where);
        }
        return "no broker at %s (kafka.bootstrap.servers): %s"
                .formatted(where, failure == null ? "unknown" : failure.getMessage());
    }
}
