package dev.flyball.optimizer.resources;

import dev.flyball.cache.log.LogTail;
import dev.flyball.cache.log.LogView;
import dev.flyball.optimizer.memory.Desk;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics: what cannot be read or written in time is told to the log of the process, and done without. Of one
 * thread, but for {@link #close}.
 */
final class KafkaDesk implements Desk, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaDesk.class);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);
    private static final int BLOCK_MS = 5_000;
    private static final int DELIVERY_MS = 30_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Map<String, String> kafka;
    private final Topics topics;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Producer<String, byte[]> producer;
    private @Nullable OrderTail orders;

    KafkaDesk(Map<String, String> kafka, Topics topics, InstantSource clock, LongSupplier nanoTime) {
        this.kafka = kafka;
        this.topics = topics;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.producer = new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public Optional<LogView> controls() {
        try (LogTail tail = new LogTail(kafka, topics, clock.instant(), READ_TIMEOUT, nanoTime)) {
            LogView view = new LogView(nanoTime);
            tail.toEnd(view::take);
            return Optional.of(view);
        } catch (KafkaException e) {
            log.warn("how the caches are steered cannot be read, going on without: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void steer(CacheControl control) {
        send(topics.cacheControl(), control.key(), clock.millis(), control);
    }

    @Override
    public void tell(OptimizationResult result) {
        log.info("{} {} {}: {}", result.type(), result.phase(), result.endpoint(), result.reason());
        send(topics.optimizationResults(), result.endpointOf().key(), result.timestamp(), result);
    }

    @Override
    public void listen() {
        if (orders == null) {
            orders = OrderTail.open(kafka, topics);
        }
    }

    @Override
    public List<ActionCommand> orders() {
        // Kafka may have been away when it was to be opened.
        listen();
        return orders == null ? List.of() : orders.next();
    }

    @Override
    public void answer(ActionAnswer answer) {
        send(topics.actionAnswers(), answer.action(), answer.timestamp(), answer);
    }

    @Override
    public void ignore() {
        if (orders != null) {
            orders.close();
            orders = null;
        }
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    private void send(Topic topic, String key, long timestampMs, Object event) {
        byte[] value = EventJson.write(event);
        try {
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), null, timestampMs, key, value), (sent, failure) -> {
                        if (failure != null) {
                            sayLost(topic, failure);
                        }
                    });
        } catch (KafkaException e) {
            sayLost(topic, e);
        }
    }

    private static void sayLost(Topic topic, Exception failure) {
        log.warn("a record of {} is lost: {}", topic.name(), failure.getMessage());
    }

    private static Map<String, Object> settings(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("max.block.ms", BLOCK_MS);
        settings.put("request.timeout.ms", BLOCK_MS);
        settings.put("delivery.timeout.ms", DELIVERY_MS);
        settings.put("linger.ms", 0);
        return settings;
    }
}
