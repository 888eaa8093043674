package dev.sluice.processor.control;

import dev.sluice.processor.config.SluiceConfig;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The limits in force at one moment.
 *
 * @param limits the limits
 * @param hasTopic whether the topic exists
 * @param refused a line for each of its records that cannot be used
 */
public record LimitsSnapshot(LiveLimits limits, boolean hasTopic, List<String> refused) {
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Reads the configured topic from its beginning to its present end.
     *
     * @throws RegistryUnavailableException if the registry cannot be asked
     * @throws org.apache.kafka.common.KafkaException if the brokers cannot be, or refuse
     */
    public static LimitsSnapshot read(SluiceConfig config, Schemas schemas)
            throws RegistryUnavailableException {
        LiveLimits limits = new LiveLimits(config.limits(), config.endpoints().keySet());
        SettingReader reader = new SettingReader(limits, schemas);
        List<String> refused = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = SettingsSource.brokers(config.kafka()).open()) {
            SettingsTail tail =
                    new SettingsTail(consumer, config.topics().limits(), new HashMap<>());
            boolean hasTopic = tail.find();
            while (!tail.isAtEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : tail.poll(POLL)) {
                    if (reader.take(record) instanceof SettingEffect.Refused bad) {
                        refused.add(bad.line());
                    }
                }
            }
            return new LimitsSnapshot(limits, hasTopic, List.copyOf(refused));
        }
    }
}
