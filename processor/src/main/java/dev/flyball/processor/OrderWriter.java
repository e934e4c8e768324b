package dev.flyball.processor;

import dev.flyball.processor.query.ActionDesk;
import dev.flyball.processor.query.StoresUnavailableException;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the orders that come in over HTTP to their topics. */
final class OrderWriter implements ActionDesk, AutoCloseable {
    /** Whoever waits for the answer of a request does not wait longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Topics topics;
    private final Producer<byte[], byte[]> producer;

    OrderWriter(Map<String, String> kafka, Topics topics) {
        this.topics = topics;
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1 << 20);
        properties.putAll(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void order(ActionCommand command) {
        write(topics.actionCommands().name(), command.action(), command);
    }

    @Override
    public void order(Freeze freeze) {
        write(topics.freezes().name(), freeze.key(), freeze);
    }

    private void write(String topic, String key, Object event) {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), EventJson.write(event)))
                    .get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new StoresUnavailableException("Kafka did not take the order; try again soon", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoresUnavailableException("the processor is ending", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(1));
    }
}
