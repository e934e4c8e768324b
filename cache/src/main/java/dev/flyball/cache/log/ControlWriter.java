package dev.flyball.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
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

/** Appends to the control log, on a thread of its own, since a producer waits for an answer before it can send. */
public final class ControlWriter implements AutoCloseable {
    private static final int MAX_WAITING = 1_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final Map<String, Object> settings;
    private final String topic;
    private final ThreadPoolExecutor thread;
    /** Made at the first use, by the writer's thread alone: to make one fails while Kafka's name cannot be resolved. */
    private @Nullable KafkaProducer<byte[], byte[]> producer;

    /** @param kafka settings of Kafka clients */
    public ControlWriter(Map<String, Object> kafka, String topic) {
        this.settings = settings(kafka);
        this.topic = topic;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), work -> {
            Thread thread = new Thread(work, "flyball-cache-control-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Completes when Kafka has the record; fails when it has not within about 10 s, or too many are waiting. */
    public CompletableFuture<Void> append(CacheControl control) {
        CompletableFuture<Void> appended = new CompletableFuture<>();
        try {
            thread.execute(() -> send(control, appended));
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
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback hears of it.
    private void send(CacheControl control, CompletableFuture<Void> appended) {
        try {
            byte[] key = control.key().getBytes(UTF_8);
            producer().send(new ProducerRecord<>(topic, key, EventJson.write(control)), (where, failure) -> {
                if (failure == null) {
                    appended.complete(null);
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
