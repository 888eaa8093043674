package dev.sluice.processor.flow;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;

/** Gives each store on disk its settings. Streams makes one of these for each store, and for each segment of one. */
public final class StoreSettings implements RocksDBConfigSetter {
    /** Name of the store of ids, which begins the names of its segments. */
    public static final String ACCEPTED_IDS = "accepted-ids";

    private @Nullable RocksDBConfigSetter settings;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        RocksDBConfigSetter own =
                storeName.startsWith(ACCEPTED_IDS)
                        ? new AcceptedIdsSettings()
                        : new ParkedStoreSettings();
        own.setConfig(storeName, options, configs);
        settings = own;
    }

    @Override
    public void close(String storeName, Options options) {
        if (settings != null) {
            settings.close(storeName, options);
        }
    }
}
