package dev.sluice.processor.flow;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Bounds what RocksDB takes outside of the heap for one segment of a partition's ids, of which there are two. What
 * grows with the ids are the filters and indexes alone.
 */
final class AcceptedIdsSettings implements RocksDBConfigSetter {
    private static final int WRITE_BUFFERS = 2;
    private static final long WRITE_BUFFER_BYTES = 2L << 20;

    /** Ids are spread evenly and hardly ever found: a cache has nothing to give. */
    private static final long CACHE_BYTES = 512L << 10;

    /** Part of a write buffer for a filter of what is in it. */
    private static final double FILTERED = 0.1;

    private final LRUCache cache = new LRUCache(CACHE_BYTES);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        options.setTableFormatConfig(table);
        // Streams leaves the filters of the last level out, where most ids are, as if they were
        // looked for in vain seldom.
        options.setOptimizeFiltersForHits(false);
        options.setMemtablePrefixBloomSizeRatio(FILTERED);
        options.setMemtableWholeKeyFiltering(true);
        options.setMaxWriteBufferNumber(WRITE_BUFFERS);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        cache.close();
    }
}
