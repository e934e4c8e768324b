package dev.flyball.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SamplePublisherTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final PublisherSettings SETTINGS = PublisherSettings.DEFAULT
            .withBatch(10, 16 << 10, Duration.ofMillis(5))
            .withCloseTimeout(Duration.ofMillis(200));

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private SamplePublisher publisher;

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void samplesTravelInBatchesWithoutAKey() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        start(kafka, SETTINGS.withBatch(10, 16 << 10, Duration.ofSeconds(10)));

        publish(25);
        FlushResult flushed = publisher.flush(SOON);

        assertThat(flushed).isEqualTo(new FlushResult(true, 25, 0, 0));
        assertThat(kafka.history())
                .extracting(record -> new String(record.value(), UTF_8).lines().count())
                .containsExactly(10L, 10L, 5L);
        assertThat(kafka.history()).allMatch(record -> record.key() == null);
        assertThat(kafka.history()).allMatch(record -> record.topic().equals("flyball.request-samples"));
    }

    @Test
    void aLonelySampleLeavesAfterTheLinger() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        start(kafka, SETTINGS);

        publish(1);

        await().until(() -> publisher.stats().sent() == 1);
        assertThat(kafka.history()).hasSize(1);
    }

    @Test
    void theNewestAreDroppedWhenTheQueueIsFull() {
        StuckProducer kafka = new StuckProducer();
        start(kafka, SETTINGS.withQueueSamples(20).withBatch(1, 16 << 10, Duration.ofMillis(5)));
        publish(1);
        await().until(kafka::isHoldingASend);

        publish(50);

        assertThat(publisher.stats().dropped(DropReason.QUEUE_FULL)).isEqualTo(30);
        assertThat(publisher.stats().pending()).isEqualTo(21);
        kafka.release();
        assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 21, 0, 30));
        await().untilAsserted(() -> assertThat(warnings).anyMatch(text -> text.contains("queue-full=30")));
    }

    @Test
    void aFailedBatchIsCountedAndSendingGoesOn() {
        MockProducer<byte[], byte[]> kafka = kafka(false);
        start(kafka, SETTINGS);

        publish(10);
        await().until(() -> kafka.errorNext(new TimeoutException("no broker")));
        publish(10);
        await().until(kafka::completeNext);

        assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 10, 10, 0));
    }

    @Test
    void aProducerThatThrowsLosesTheBatchAlone() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        kafka.sendException = new KafkaException("out of memory for records");
        start(kafka, SETTINGS);
        publish(3);
        assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 0, 3, 0));

        kafka.sendException = null;
        publish(4);

        assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 4, 3, 0));
    }

    @Test
    void whatTheProcessorWouldRejectIsNotSent() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        start(kafka, SETTINGS);

        publisher.publish(Sample.of(System.currentTimeMillis(), "shop", "GET /" + "x".repeat(300), 1, 200));
        publisher.publish(Sample.of(System.currentTimeMillis(), "shop", "GET /<b>", 1, 200));
        publisher.publish(Sample.of(System.currentTimeMillis(), "shop", "GET /\ud800", 1, 200));
        publisher.publish(Sample.of(System.currentTimeMillis(), "shop", "GET /", Double.NaN, 200));
        publisher.publish(Sample.of(System.currentTimeMillis(), "shop", "GET /", -1, 200));
        publish(1);

        assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 1, 0, 5));
        assertThat(publisher.stats().dropped(DropReason.INVALID)).isEqualTo(5);
    }

    @Test
    void aFlushWithoutAnAnswerIsIncomplete() {
        start(kafka(false), SETTINGS);
        publish(10);

        assertThat(publisher.flush(Duration.ofMillis(20)).complete()).isFalse();
        assertThat(publisher.stats().pending()).isEqualTo(10);
    }

    @Test
    void closingGivesUpOnAKafkaThatDoesNotAnswerAndCountsEverySample() {
        StuckProducer kafka = new StuckProducer();
        start(kafka, SETTINGS);
        publish(35);

        publisher.close();
        publish(2);

        PublisherStats stats = publisher.stats();
        assertThat(stats.pending()).isZero();
        assertThat(stats.sent() + stats.lost()).isEqualTo(37);
        assertThat(stats.dropped(DropReason.CLOSED)).isGreaterThanOrEqualTo(2);
        assertThat(warnings).isNotEmpty();
    }

    @Test
    void closingSendsWhatIsLeft() {
        MockProducer<byte[], byte[]> kafka = kafka(true);
        start(kafka, SETTINGS.withBatch(10, 16 << 10, Duration.ofSeconds(10)));
        publish(7);

        publisher.close();

        assertThat(publisher.stats().sent()).isEqualTo(7);
        assertThat(kafka.closed()).isTrue();
        assertThat(publisher.flush(SOON)).isEqualTo(new FlushResult(true, 7, 0, 0));
    }

    @Test
    void aSettingOutOfRangeIsNamed() {
        start(kafka(true), SETTINGS);

        assertThatThrownBy(() -> SETTINGS.withQueueSamples(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("queueSamples", "0");
        assertThatThrownBy(() -> SETTINGS.withBatch(10, 2 << 20, Duration.ofMillis(5)))
                .hasMessageContaining("batchBytes");
    }

    private void start(MockProducer<byte[], byte[]> kafka, PublisherSettings settings) {
        publisher = SamplePublisher.start(kafka, settings, InstantSource.system(), warnings::add);
    }

    private void publish(int samples) {
        LongStream.range(0, samples)
                .forEach(i ->
                        publisher.publish(Sample.of(System.currentTimeMillis(), "shop", "GET /products/{id}", i, 200)));
    }

    private static MockProducer<byte[], byte[]> kafka(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A Kafka producer whose first send waits, as a real one does for metadata or memory, until released or closed. */
    private static final class StuckProducer extends MockProducer<byte[], byte[]> {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        StuckProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        boolean isHoldingASend() {
            return entered.getCount() == 0;
        }

        void release() {
            released.countDown();
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new KafkaException(e);
            }
            return super.send(record, callback);
        }

        @Override
        public void close(Duration timeout) {
            super.close(timeout);
            release();
        }
    }
}
