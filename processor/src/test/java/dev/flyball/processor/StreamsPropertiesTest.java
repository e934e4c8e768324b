package dev.flyball.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.processor.topology.PackRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamsPropertiesTest {
    private static ProcessorConfig with(Path stateDir, String key, String value) {
        return config(stateDir).withKafka(Map.of("bootstrap.servers", "unused:9", key, value));
    }

    private static ProcessorConfig config(Path stateDir) {
        return ProcessorConfig.of("unused:9")
                .withStreams(new ProcessorConfig.Streams(
                        "processor", stateDir, true, 1, Duration.ofMillis(500), 2, 32 << 20));
    }

    @Test
    void whatCannotBeProcessedGoesToATopicOfTheCatalogue(@TempDir Path stateDir) {
        StreamsConfig streams = new StreamsConfig(StreamsProperties.of(config(stateDir)));

        assertThat(streams.getString(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG))
                .isEqualTo("flyball.dead-letters");
        assertThat(streams.processingExceptionHandler()).isInstanceOf(PoisonHandler.class);
        assertThat(streams.getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG)).isEqualTo(2);
        assertThat(streams.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
    }

    @Test
    void aProcessorThatComesBackWithItsStateIsTheSameMemberOfItsGroup(@TempDir Path stateDir, @TempDir Path other) {
        try (RocksMemory memory = new RocksMemory(32 << 20)) {
            Object first = StreamsProperties.of(config(stateDir), memory).get("group.instance.id");

            assertThat(first).isNotNull();
            assertThat(StreamsProperties.of(config(stateDir), memory)).containsEntry("group.instance.id", first);
            assertThat(StreamsProperties.of(config(other), memory)).doesNotContainEntry("group.instance.id", first);
        }
    }

    @Test
    void whoNamesItsMembersOrLetsTheBrokerDoSoIsNotInterferedWith(@TempDir Path stateDir) {
        try (RocksMemory memory = new RocksMemory(32 << 20)) {
            assertThat(StreamsProperties.of(with(stateDir, "group.instance.id", "mine"), memory))
                    .containsEntry("group.instance.id", "mine");
            assertThat(StreamsProperties.of(with(stateDir, "group.protocol", "streams"), memory))
                    .doesNotContainKey("group.instance.id");
        }
    }

    @Test
    void samplesArePackedWhateverElseIsAskedOfTheConsumer(@TempDir Path stateDir) {
        Properties properties = StreamsProperties.of(with(stateDir, "main.consumer.interceptor.classes", "another"));

        assertThat(properties).containsEntry("main.consumer.interceptor.classes", PackRecords.class.getName());
    }

    @Test
    void aNumberOfStandbysThatNobodyHasIsRefused(@TempDir Path stateDir) {
        assertThatThrownBy(() -> new ProcessorConfig.Streams(
                        "processor", stateDir, true, 1, Duration.ofMillis(500), -1, 32 << 20))
                .hasMessageContaining("standbyReplicas");
    }

    @Test
    void theStoresOfAProcessShareTheirMemory(@TempDir Path stateDir) {
        try (RocksMemory memory = new RocksMemory(32 << 20)) {
            long idle = memory.usedBytes();
            Properties properties = StreamsProperties.of(config(stateDir), memory);
            try (TopologyTestDriver driver = new TopologyTestDriver(twoStores(), properties, Instant.EPOCH)) {
                fill(driver, "one");
                long afterOne = memory.usedBytes();
                fill(driver, "two");

                assertThat(afterOne).isGreaterThan(idle);
                assertThat(memory.usedBytes()).isGreaterThan(afterOne).isLessThan(40L << 20);
            }
        }
    }

    private static void fill(TopologyTestDriver driver, String store) {
        KeyValueStore<byte[], byte[]> values = driver.getKeyValueStore(store);
        for (int i = 0; i < 3_000; i++) {
            values.put((store + i).getBytes(StandardCharsets.UTF_8), new byte[1_000]);
        }
    }

    private static Topology twoStores() {
        Topology topology = new Topology();
        topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
        topology.addProcessor("none", (ProcessorSupplier<byte[], byte[], Void, Void>) Idle::new, "in");
        for (String store : new String[] {"one", "two"}) {
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(store), Serdes.ByteArray(), Serdes.ByteArray()),
                    "none");
        }
        return topology;
    }

    private static final class Idle implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {}
    }
}
