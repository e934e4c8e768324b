package dev.flyball.processor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a record without a value to each input partition at an even pace. So time goes on where no samples come, and it
 * stands in the log, where a replay finds it; and as a tick is appended behind everything that waits, it never
 * overtakes samples.
 */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);

    private final String topic;
    private final int partitions;
    private final Producer<byte[], byte[]> producer;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "flyball-ticker");
        thread.setDaemon(true);
        return thread;
    });

    Ticker(Map<String, String> kafka, String topic, int partitions) {
        this(producer(kafka), topic, partitions);
    }

    Ticker(Producer<byte[], byte[]> producer, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        this.producer = producer;
    }

    private static Producer<byte[], byte[]> producer(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>();
        // A tick that cannot be written soon is worth nothing: the next one carries a later time.
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1 << 20);
        properties.putAll(kafka);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It runs until close; tick handles its own failures.
    void start(Duration every) {
        pace.scheduleAtFixedRate(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Whether a tick arrives is seen by the next one.
    void tick() {
        for (int partition = 0; partition < partitions; partition++) {
            try {
                producer.send(new ProducerRecord<>(topic, partition, null, null));
            } catch (KafkaException e) {
                // Kafka is away, so nobody hears the time; the next tick tries again.
                LOG.debug("no tick on {}-{}: {}", topic, partition, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        pace.shutdownNow();
        producer.close(Duration.ofSeconds(1));
    }
}
