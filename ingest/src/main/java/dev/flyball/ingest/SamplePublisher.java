package dev.flyball.ingest;

import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an app's samples to Kafka without ever getting in the app's way: {@link #publish} neither blocks nor throws,
 * memory is bounded, and every sample that cannot be delivered is counted and told of in the log.
 *
 * <p>While Kafka is away, samples are kept as long as there is room, then dropped; when it is back, sending goes on.
 */
public final class SamplePublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SamplePublisher.class);

    private final Producer<byte[], byte[]> producer;
    private final BlockingQueue<Parcel> queue;
    private final Ledger ledger;
    private final Courier courier;
    private final Thread thread;
    private final Duration closeTimeout;
    private volatile boolean closed;

    SamplePublisher(
            Producer<byte[], byte[]> producer,
            PublisherSettings settings,
            InstantSource clock,
            Consumer<String> warnings) {
        this.producer = producer;
        queue = new ArrayBlockingQueue<>(settings.queueSamples());
        ledger = new Ledger(clock, warnings);
        courier = new Courier(queue, producer, ledger, settings, clock);
        closeTimeout = settings.closeTimeout();
        thread = new Thread(courier, "flyball-sample-publisher");
        thread.setDaemon(true);
    }

    /**
     * Starts a publisher.
     *
     * @param kafka properties of the Kafka producer, {@code bootstrap.servers} at least; they win over our defaults
     */
    public static SamplePublisher start(Map<String, ?> kafka, PublisherSettings settings) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(producerConfig(kafka), new ByteArraySerializer(), new ByteArraySerializer());
        return start(producer, settings, InstantSource.system(), LOG::warn);
    }

    /** Starts a publisher with the defaults. */
    public static SamplePublisher start(String bootstrapServers) {
        return start(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), PublisherSettings.DEFAULT);
    }

    static SamplePublisher start(
            Producer<byte[], byte[]> producer,
            PublisherSettings settings,
            InstantSource clock,
            Consumer<String> warnings) {
        SamplePublisher publisher = new SamplePublisher(producer, settings, clock, warnings);
        publisher.thread.start();
        return publisher;
    }

    private static Map<String, Object> producerConfig(Map<String, ?> kafka) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "flyball-samples");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 << 20);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.putAll(kafka);
        return config;
    }

    /** Takes a sample on its way. Never blocks, never throws; what cannot be taken is counted as dropped. */
    public void publish(Sample sample) {
        ledger.published();
        if (closed) {
            ledger.dropped(DropReason.CLOSED, 1);
            return;
        }
        Parcel parcel = new Parcel.Published(sample);
        if (!queue.offer(parcel)) {
            ledger.dropped(DropReason.QUEUE_FULL, 1);
        } else if (courier.hasEnded() && queue.remove(parcel)) {
            // Closed in this very moment, and nobody will look into the queue again.
            ledger.dropped(DropReason.CLOSED, 1);
        }
    }

    /**
     * Waits until the fate of every sample published before this call is known. Not for request threads.
     *
     * @param timeout longest time to wait; zero or less only asks for the counts
     */
    public FlushResult flush(Duration timeout) {
        return FlushResult.of(settled(System.nanoTime() + timeout.toNanos()), stats());
    }

    public PublisherStats stats() {
        return ledger.stats();
    }

    /** Sends what is left within the close time-out, then drops it. Later samples are counted as dropped. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long deadline = System.nanoTime() + closeTimeout.toNanos();
        settled(deadline);
        courier.stop();
        // Also frees the courier from a send that waits for Kafka. What is unsettled now has had its time.
        producer.close(Duration.ofMillis(100));
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean settled(long deadlineNanos) {
        if (courier.hasEnded()) {
            return stats().pending() == 0;
        }
        CompletableFuture<Void> settled = new CompletableFuture<>();
        try {
            if (!queue.offer(new Parcel.Mark(settled), remaining(deadlineNanos), TimeUnit.NANOSECONDS)) {
                return false;
            }
            settled.get(remaining(deadlineNanos), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a mark is only ever completed", e);
        }
    }

    private static long remaining(long deadlineNanos) {
        return Math.max(0, deadlineNanos - System.nanoTime());
    }
}
