package dev.sluice.processor.flow;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Bounds what RocksDB takes outside of the heap for one partition's parked requests. Streams' own settings are for stores
 * that everything goes through: nearly 100 MB each.
 */
final class ParkedStoreSettings implements RocksDBConfigSetter {
    private static final int WRITE_BUFFERS = 2;
    private static final long WRITE_BUFFER_BYTES = 4L << 20;

    /** Parked requests are read once, in order: a cache has little to give. */
    private static final long CACHE_BYTES = 2L << 20;

    private final LRUCache cache = new LRUCache(CACHE_BYTES);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        options.setTableFormatConfig(table);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        cache.close();
    }
}
