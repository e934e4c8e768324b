package dev.flyball.processor;

import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all RocksDB stores of this process share: half of it at most for what is not written
 * to files yet, the rest for blocks, filters and indexes. Without it each store has its own, and there are several per
 * partition. To be closed after the stores.
 */
final class RocksMemory implements AutoCloseable {
    /** Under this name {@link RocksSettings} finds it among the client's properties. */
    static final String PROPERTY = "flyball.rocksdb.memory";

    private static final int INDEX_SHARE_PERCENT = 20;
    private static final long WRITE_BUFFER_BYTES = 4 << 20;

    private final Cache cache;
    private final WriteBufferManager writeBuffers;

    RocksMemory(long bytes) {
        RocksDB.loadLibrary();
        // Not strict: at the limit blocks are evicted sooner; a read must not fail for it.
        cache = new LRUCache(bytes, -1, false, INDEX_SHARE_PERCENT / 100.0);
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    void shareWith(Options options, BlockBasedTableConfig table) {
        table.setBlockCache(cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    /** How much of it is taken now. */
    long usedBytes() {
        return cache.getUsage();
    }

    @Override
    public void close() {
        writeBuffers.close();
        cache.close();
    }
}
