package dev.flyball.processor;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/** Gives each RocksDB store its part of the process's {@link RocksMemory}; Kafka Streams makes one of these per store. */
public final class RocksSettings implements RocksDBConfigSetter {
    @Override
    public void setConfig(String store, Options options, Map<String, Object> configs) {
        if (configs.get(RocksMemory.PROPERTY) instanceof RocksMemory memory
                && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
            memory.shareWith(options, table);
        }
    }

    @Override
    public void close(String store, Options options) {
        // What the stores share outlives each of them; the processor closes it.
    }
}
