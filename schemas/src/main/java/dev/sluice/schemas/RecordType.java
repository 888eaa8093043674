package dev.sluice.schemas;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;

/** A record class named in a configuration. */
final class RecordType {
    private RecordType() {}

    /**
     * @return the class, as whatever type the caller deserializes; Kafka's untyped configuration cannot say more
     * @throws ConfigException if the setting is missing or names no record class
     */
    @SuppressWarnings("unchecked") // The configuration is where the type comes from.
    static <T extends SpecificRecord> Class<T> named(Map<String, ?> configs, String key) {
        Object named = configs.get(key);
        if (named == null) {
            throw new ConfigException(key + " is missing: the record class");
        }
        try {
            Class<?> type =
                    named instanceof Class<?> given
                            ? given
                            : Class.forName(
                                    named.toString().strip(),
                                    true,
                                    Utils.getContextOrKafkaClassLoader());
            return (Class<T>) type.asSubclass(SpecificRecord.class);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new ConfigException(key, named, "must be the name of a generated record class");
        }
    }
}
