package dev.sluice.processor.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.processor.config.ConfigException;
import dev.sluice.processor.config.Problem;
import dev.sluice.schemas.AvroDeserializer;
import dev.sluice.schemas.RegistryUnavailableException;
import dev.sluice.schemas.Schemas;
import dev.sluice.v1.LimitSetting;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads records of the topic, and applies what they say. */
final class SettingReader {
    private final LiveLimits limits;
    private final AvroDeserializer<LimitSetting> values;

    SettingReader(LiveLimits limits, Schemas schemas) {
        this.limits = limits;
        this.values = new AvroDeserializer<>(LimitSetting.class, schemas);
    }

    /**
     * Applies a record.
     *
     * @throws RegistryUnavailableException if the registry cannot tell its schema now; nothing has happened, and another
     *     attempt may succeed
     */
    SettingEffect take(ConsumerRecord<byte[], byte[]> record) throws RegistryUnavailableException {
        String place =
                "%s, partition %d offset %d"
                        .formatted(record.topic(), record.partition(), record.offset());
        if (record.key() == null) {
            return refused(place, "it has no key, which is the limit's name");
        }
        String name = new String(record.key(), UTF_8);
        try {
            LimitSetting setting = values.deserialize(record.topic(), record.value());
            Optional<LimitChange> change =
                    setting == null
                            ? limits.unset(name)
                            : limits.set(name, LimitSettings.draft(setting), place);
            String how = setting == null ? " (configuration again, by " : " (from ";
            return change.<SettingEffect>map(
                            what -> new SettingEffect.Changed(what + how + place + ")"))
                    .orElseGet(SettingEffect.Nothing::new);
        } catch (ConfigException e) {
            return refused(
                    place,
                    e.problems().stream().map(Problem::toString).collect(Collectors.joining("; ")));
        } catch (SerializationException e) {
            if (e.getCause() instanceof RegistryUnavailableException down) {
                throw down;
            }
            return refused(
                    place,
                    String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
        }
    }

    private static SettingEffect refused(String place, String why) {
        return new SettingEffect.Refused("The record at " + place + " changes nothing: " + why);
    }
}
