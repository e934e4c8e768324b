package dev.flyball.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends to the logs, on a thread of its own, since a producer waits for an answer before it can send. */
public final class ControlWriter implements LogWriter {
    private static final int MAX_WAITING = 10_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, Object> settings;
    private final String controlTopic;
    private final String keysTopic;
    private final ThreadPoolExecutor thread;
    /** Made at the first use, by the writer's thread alone: to make one fails while Kafka's name cannot be resolved. */
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /** @param kafka settings of Kafka clients */
    public ControlWriter(Map<String, Object> kafka, Topics topics) {
        this.settings = settings(kafka);
        this.controlTopic = topics.cacheControl().name();
        this.keysTopic = topics.cacheKeys().name();
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), work -> {
            Thread thread = new Thread(work, "flyball-cache-control-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public CompletableFuture<Long> append(CacheControl control) {
        return append(controlTopic, control.key(), EventJson.write(control));
    }

    @Override
    public CompletableFuture<Long> append(KeyChange change) {
        return append(keysTopic, change.namespace() + ':' + change.key(), EventJson.write(change));
    }

    @Override
    public CompletableFuture<Long> remove(String controlKey) {
        return append(controlTopic, controlKey, null);
    }

    /** Fails when Kafka has not got it within about 10 s, or too many are waiting. */
    private CompletableFuture<Long> append(String topic, String key, byte @Nullable [] value) {
        CompletableFuture<Long> appended = new CompletableFuture<>();
        ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(topic, key.getBytes(UTF_8), value);
        try {
            thread.execute(() -> send(entry, appended));
        } catch (RejectedExecutionException e) {
            appended.completeExceptionally(
                    new IllegalStateException("the writer of " + topic + " is closed, or has too much to write", e));
        }
        return appended;
    }

    @Override
    public void close() {
        try {
            thread.execute(() -> {
                if (producer != null) {
                    producer.close(CLOSE_TIMEOUT);
                }
            });
        } catch (RejectedExecutionException e) {
            thread.shutdownNow();
        }
        thread.shutdown();
        try {
            // The process may end right after this, and what has been changed in it is still to be told.
            boolean unused = thread.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
    private void send(ProducerRecord<byte[], byte[]> entry, CompletableFuture<Long> appended) {
        try {
            producer().send(entry, (where, failure) -> {
                if (failure == null) {
                    appended.complete(where.offset());
                } else {
                    appended.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            appended.completeExceptionally(e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "max.block.ms", 3_000,
                "request.timeout.ms", 3_000,
                "delivery.timeout.ms", 8_000,
                "reconnect.backoff.max.ms", 500,
                "linger.ms", 0));
        settings.putAll(kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        return settings;
    }
}
