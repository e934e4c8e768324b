package dev.flyball.loadgen.kafka;

import dev.flyball.loadgen.Outcome;
import dev.flyball.loadgen.Outcome.Kind;
import dev.flyball.loadgen.Target;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Traffic;
import dev.flyball.loadgen.synthetic.MadeUpBackend;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The target of synthetic traffic: each request leaves a made-up sample on {@code request-samples}. A request has ended
 * when Kafka has its sample, so the report tells how well the samples were delivered, not what they say.
 */
public final class KafkaTarget implements Target {
    private static final int BATCH_SAMPLES = 100;
    private static final Duration LINGER = Duration.ofMillis(20);

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final MadeUpBackend backend;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "flyball-load-linger");
        thread.setDaemon(true);
        return thread;
    });

    // Guarded by this.
    private List<Sample> batch = new ArrayList<>();
    private CompletableFuture<Outcome> batchOutcome = new CompletableFuture<>();

    KafkaTarget(Producer<byte[], byte[]> producer, String topic, Scenario scenario) {
        if (!(scenario.traffic() instanceof Traffic.Synthetic synthetic)) {
            throw new IllegalArgumentException(scenario.name() + " has a target of its own; it is not synthetic");
        }
        this.producer = producer;
        this.topic = topic;
        backend = new MadeUpBackend(synthetic.service(), scenario.seed());
    }

    /**
     * Connects to Kafka.
     *
     * @param kafka properties of the Kafka producer, {@code bootstrap.servers} at least; they win over our defaults
     * @param topic where the samples go
     * @throws IllegalStateException if Kafka or the topic is not there
     */
    public static KafkaTarget connect(Map<String, ?> kafka, String topic, Scenario scenario) {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "flyball-loadgen");
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        config.putAll(kafka);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            // Better now than at the first sample.
            producer.partitionsFor(topic);
            return start(producer, topic, scenario);
        } catch (TimeoutException e) {
            producer.close(Duration.ZERO);
            throw new IllegalStateException(
                    "no topic " + topic + " at " + kafka.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)
                            + "; is Kafka running there, and was 'flyball topics create' run?",
                    e);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    static KafkaTarget start(Producer<byte[], byte[]> producer, String topic, Scenario scenario) {
        KafkaTarget target = new KafkaTarget(producer, topic, scenario);
        long every = LINGER.toMillis();
        Future<?> unused = target.ticker.scheduleAtFixedRate(target::flush, every, every, TimeUnit.MILLISECONDS);
        return target;
    }

    /** Waits at most {@code max.block.ms} when the producer's memory is full; the report shows that as schedule lag. */
    @Override
    public synchronized CompletableFuture<Outcome> send(Request request) {
        batch.add(backend.answer(request));
        CompletableFuture<Outcome> outcome = batchOutcome;
        if (batch.size() >= BATCH_SAMPLES) {
            flush();
        }
        return outcome;
    }

    private synchronized void flush() {
        if (batch.isEmpty()) {
            return;
        }
        CompletableFuture<Outcome> outcome = batchOutcome;
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, SampleWriter.write(batch));
        batch = new ArrayList<>();
        batchOutcome = new CompletableFuture<>();
        try {
            Future<?> unused = producer.send(record, (metadata, failure) -> outcome.complete(outcomeOf(failure)));
        } catch (KafkaException | IllegalStateException e) {
            // Thrown instead of calling back: the producer was closed, or cannot go on.
            outcome.complete(outcomeOf(e));
        }
    }

    /** Sends what is left, for at most 5 s. */
    @Override
    public void close() {
        ticker.shutdownNow();
        flush();
        producer.close(Duration.ofSeconds(5));
    }

    private static Outcome outcomeOf(@Nullable Exception failure) {
        if (failure == null) {
            return new Outcome.Delivered();
        }
        return new Outcome.Failed(failure instanceof TimeoutException ? Kind.TIMEOUT : Kind.BROKEN);
    }
}
