package dev.flyball.cache.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flyball.cache.control.ControlTable;
import dev.flyball.cache.control.LogProof;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all of the control log into the table, for ever, on a thread of its own, and proves again and again that it is
 * at the end. Each process reads for itself, without a group: each needs every record.
 */
public final class ControlReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PROVE_EVERY = Duration.ofMillis(500);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> settings;
    private final String topic;
    private final ControlTable table;
    private final LogProof proof;
    private final Runnable whenAtEnd;
    private final LongSupplier nanoTime;
    private final LongAdder malformed = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Of the reader's thread alone. */
    private Said said = Said.NOTHING;

    private final Thread thread = new Thread(this::run, "flyball-cache-control");

    /**
     * @param kafka settings of Kafka clients
     * @param whenAtEnd called on the reader's thread after each proof; must not wait
     */
    public ControlReader(
            Map<String, Object> kafka,
            String topic,
            ControlTable table,
            LogProof proof,
            Runnable whenAtEnd,
            LongSupplier nanoTime) {
        this.settings = settings(kafka);
        this.topic = topic;
        this.table = table;
        this.proof = proof;
        this.whenAtEnd = whenAtEnd;
        this.nanoTime = nanoTime;
        thread.setDaemon(true);
    }

    /** What was last told to the log of the app, which is told changes only. */
    private enum Said {
        NOTHING,
        AT_END,
        CUT_OFF
    }

    public void start() {
        thread.start();
    }

    /** How many records were no control records. */
    public long malformed() {
        return malformed.sum();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing(Duration.ZERO)) {
            try (KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                follow(consumer);
            } catch (RuntimeException e) {
                // Not the end, whatever it is: without a proof the cache takes care of itself, and the log may come
                // back.
                sayCutOff(e);
                isClosing(RETRY_AFTER);
            }
        }
    }

    private void follow(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long nextProof = nanoTime.getAsLong();
        while (!partitions.isEmpty() && !isClosing(Duration.ZERO)) {
            consumer.poll(POLL).forEach(this::take);
            if (nanoTime.getAsLong() - nextProof >= 0) {
                prove(consumer, partitions);
                nextProof = nanoTime.getAsLong() + PROVE_EVERY.toNanos();
            }
        }
        if (partitions.isEmpty()) {
            isClosing(RETRY_AFTER);
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.partitionsFor(topic, ANSWER_TIMEOUT).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private void prove(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        // Before the question: what is written while the answer travels is not covered by it.
        long asked = nanoTime.getAsLong();
        try {
            boolean atEnd = consumer.endOffsets(partitions, ANSWER_TIMEOUT).entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey(), ANSWER_TIMEOUT) >= end.getValue());
            if (atEnd) {
                proof.reachedEndOf(asked);
                sayAtEnd();
                whenAtEnd.run();
            } else {
                proof.behindAt(asked);
            }
        } catch (TimeoutException e) {
            sayCutOff(e);
        }
    }

    private void sayAtEnd() {
        if (said != Said.AT_END) {
            log.info("at the end of {}", topic);
            said = Said.AT_END;
        }
    }

    private void sayCutOff(RuntimeException failure) {
        if (said != Said.CUT_OFF) {
            log.warn("cannot read {}, trying on: {}", topic, failure.getMessage());
            said = Said.CUT_OFF;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        if (entry.key() == null) {
            malformed.increment();
            return;
        }
        String key = new String(entry.key(), UTF_8);
        if (entry.value() == null) {
            table.remove(key);
            return;
        }
        try {
            CacheControl control = EventJson.read(entry.value(), CacheControl.class);
            if (!control.key().equals(key) || !table.merge(control)) {
                malformed.increment();
            }
        } catch (MalformedEventException e) {
            malformed.increment();
            log.debug("not a control record at {} of {}", entry.offset(), topic, e);
        }
    }

    /** Waits, and tells whether it is time to end. */
    private boolean isClosing(Duration wait) {
        try {
            return closing.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "request.timeout.ms", 5_000,
                "reconnect.backoff.max.ms", 500,
                "metadata.recovery.rebootstrap.trigger.ms", 5_000,
                // So that a topic that is created, or moved, later is found soon.
                "metadata.max.age.ms", 5_000));
        settings.putAll(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("allow.auto.create.topics", false);
        // Writers may use transactions, and an order that was called back was never given.
        settings.put("isolation.level", "read_committed");
        return settings;
    }
}
