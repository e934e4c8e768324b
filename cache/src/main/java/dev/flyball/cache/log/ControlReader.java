package dev.flyball.cache.log;

import dev.flyball.cache.control.LogProof;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the two logs, for ever, on a thread of its own, and proves again and again that it is at the end of both: all of
 * the control log, and of the log of key changes what is written from its start on, since memory is empty then. Each
 * process reads for itself, without a group: each needs every record.
 */
public final class ControlReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PROVE_EVERY = Duration.ofMillis(500);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final long NOT_BEGUN = -1;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final TopicPartition control;
    private final TopicPartition keys;
    private final LogIntake intake;
    private final LogProof proof;
    private final LongSupplier nanoTime;
    private final CountDownLatch closing = new CountDownLatch(1);
    /** Of the reader's thread alone. */
    private Said said = Said.NOTHING;
    /** Of the reader's thread alone: where it goes on among the key changes. */
    private long nextKeys = NOT_BEGUN;

    private final Thread thread = new Thread(this::run, "flyball-cache-control");

    /** @param kafka settings of Kafka clients */
    public ControlReader(
            Map<String, Object> kafka, Topics topics, LogIntake intake, LogProof proof, LongSupplier nanoTime) {
        this(consumers(settings(kafka)), topics, intake, proof, nanoTime);
    }

    /** @param consumers makes one for each try to follow the logs */
    public ControlReader(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Topics topics,
            LogIntake intake,
            LogProof proof,
            LongSupplier nanoTime) {
        this.consumers = consumers;
        this.control = new TopicPartition(topics.cacheControl().name(), 0);
        this.keys = new TopicPartition(topics.cacheKeys().name(), 0);
        this.intake = intake;
        this.proof = proof;
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
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                follow(consumer);
            } catch (RuntimeException e) {
                // Not the end, whatever it is: without a proof the cache takes care of itself, and the log may come
                // back.
                sayCutOff(e);
                isClosing(RETRY_AFTER);
            }
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        if (!isThere(consumer, control) || !isThere(consumer, keys)) {
            isClosing(RETRY_AFTER);
            return;
        }
        List<TopicPartition> both = List.of(control, keys);
        consumer.assign(both);
        consumer.seekToBeginning(List.of(control));
        resumeKeys(consumer);
        Question question = new Question(nanoTime.getAsLong(), Map.of());
        while (!isClosing(Duration.ZERO)) {
            take(consumer.poll(POLL));
            intake.controlRead(consumer.position(control, ANSWER_TIMEOUT));
            nextKeys = consumer.position(keys, ANSWER_TIMEOUT);
            intake.keysRead(nextKeys);
            question = follow(consumer, both, question);
        }
    }

    /** Sees whether the last question is settled, and asks the next one if it is time. */
    private Question follow(Consumer<byte[], byte[]> consumer, List<TopicPartition> both, Question question) {
        if (!question.ends.isEmpty()) {
            // Not the end of now, which on a busy log is always a little further.
            if (question.ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), ANSWER_TIMEOUT) < end.getValue())) {
                proof.behindAt(nanoTime.getAsLong());
                return question;
            }
            proof.reachedEndOf(question.askedNanos);
            sayAtEnd();
            intake.listener().atEnd();
            return new Question(question.askedNanos, Map.of());
        }
        long now = nanoTime.getAsLong();
        boolean due = now - question.askedNanos >= (proof.isLive() ? PROVE_EVERY.toNanos() : 0);
        return due ? ask(consumer, both) : question;
    }

    private Question ask(Consumer<byte[], byte[]> consumer, List<TopicPartition> both) {
        // Before the question: what is written while the answer travels is not covered by it.
        long asked = nanoTime.getAsLong();
        try {
            return new Question(asked, consumer.endOffsets(both, ANSWER_TIMEOUT));
        } catch (TimeoutException e) {
            sayCutOff(e);
            return new Question(asked, Map.of());
        }
    }

    /** Where the ends of the logs were at a moment; without ends if the answer is still to come, or settled. */
    private record Question(long askedNanos, Map<TopicPartition, Long> ends) {}

    /** Offsets count as a clock here, which takes a log with one order. */
    private boolean isThere(Consumer<byte[], byte[]> consumer, TopicPartition log) {
        int partitions = consumer.partitionsFor(log.topic(), ANSWER_TIMEOUT).size();
        if (partitions > 1) {
            throw new IllegalStateException(
                    log.topic() + " has " + partitions + " partitions: create it anew with 1, as the catalogue says");
        }
        return partitions == 1;
    }

    /** Goes on where it was; if that is no longer there, everything that was missed may have been changed. */
    private void resumeKeys(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partition = List.of(keys);
        long begin = offset(consumer.beginningOffsets(partition, ANSWER_TIMEOUT));
        long end = offset(consumer.endOffsets(partition, ANSWER_TIMEOUT));
        if (nextKeys == NOT_BEGUN) {
            nextKeys = end;
            intake.keysRead(end);
        } else if (nextKeys < begin || nextKeys > end) {
            nextKeys = end;
            intake.missedKeys(end);
        }
        consumer.seek(keys, nextKeys);
    }

    private long offset(Map<TopicPartition, Long> offsets) {
        return Objects.requireNonNull(offsets.get(keys));
    }

    private void take(ConsumerRecords<byte[], byte[]> records) {
        records.records(control).forEach(entry -> intake.control(entry.offset(), entry.key(), entry.value()));
        records.records(keys).forEach(entry -> intake.key(entry.offset(), entry.value()));
    }

    private void sayAtEnd() {
        if (said != Said.AT_END) {
            log.info("at the end of {} and {}", control.topic(), keys.topic());
            said = Said.AT_END;
        }
    }

    private void sayCutOff(RuntimeException failure) {
        if (said != Said.CUT_OFF) {
            log.warn("cannot read {} and {}, trying on: {}", control.topic(), keys.topic(), failure.getMessage());
            said = Said.CUT_OFF;
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

    private static Supplier<Consumer<byte[], byte[]>> consumers(Map<String, Object> settings) {
        return () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "request.timeout.ms", 5_000,
                "reconnect.backoff.max.ms", 500,
                // A question for the ends of the logs waits behind the fetch that waits for records, and what comes
                // meanwhile waits for its answer.
                "fetch.max.wait.ms", 100,
                "metadata.recovery.rebootstrap.trigger.ms", 5_000,
                // So that a topic that is created, or moved, later is found soon.
                "metadata.max.age.ms", 5_000));
        settings.putAll(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        // A place that is gone is a failure, not a reason to go on somewhere else.
        settings.put("auto.offset.reset", "none");
        settings.put("allow.auto.create.topics", false);
        // Writers may use transactions, and an order that was called back was never given.
        settings.put("isolation.level", "read_committed");
        return settings;
    }
}
