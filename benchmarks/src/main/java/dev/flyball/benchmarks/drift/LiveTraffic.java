package dev.flyball.benchmarks.drift;

import dev.flyball.benchmarks.processor.Broker;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.json.SampleWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes the requests of endpoints in the order in which they end: as fast as it can while that was in the past, many
 * to a record; then each when it ends, in a record of its own.
 */
final class LiveTraffic {
    private static final int BATCH = 100;
    private static final long WITHIN_MS = 20;

    private final InstantSource wallClock = InstantSource.system();
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<LiveEndpoint> endpoints;
    private final long originMs;
    private final PriorityQueue<Ending> endings = new PriorityQueue<>(Comparator.comparingDouble(Ending::at));
    private final List<Sample> batch = new ArrayList<>();
    private int second;
    private int partition;

    private record Ending(LiveEndpoint endpoint, Requests.Request request) {
        double at() {
            return request.end();
        }
    }

    /** @param originMs when the first second began, epoch milliseconds */
    LiveTraffic(KafkaProducer<byte[], byte[]> producer, List<LiveEndpoint> endpoints, long originMs) {
        this.producer = producer;
        this.endpoints = endpoints;
        this.originMs = originMs;
    }

    /** Publishes all that is over. */
    void catchUp() {
        while (originMs + (second + 1) * 1_000L < wallClock.millis()) {
            draw();
            while (!endings.isEmpty() && endings.peek().at() < second) {
                Ending ending = endings.remove();
                batch.add(sample(ending));
                if (batch.size() == BATCH) {
                    flush();
                }
            }
        }
        flush();
    }

    private void draw() {
        for (LiveEndpoint endpoint : endpoints) {
            endpoint.requests().beginningIn(second, request -> endings.add(new Ending(endpoint, request)));
        }
        second++;
    }

    /** Goes on in real time until that second is over. */
    void goOnUntil(int lastSecond) throws InterruptedException {
        while (second < lastSecond) {
            draw();
            while (!endings.isEmpty() && endings.peek().at() < second) {
                Ending ending = endings.remove();
                await(timeOf(ending));
                batch.add(sample(ending));
                flush();
                if (ending.request.harmed()) {
                    ending.endpoint.bad(wallClock.millis());
                }
            }
            await(originMs + second * 1_000L);
        }
    }

    private long timeOf(Ending ending) {
        return originMs + (long) (ending.at() * 1_000);
    }

    private Sample sample(Ending ending) {
        return LiveEndpoint.sample(ending.endpoint.name(), ending.request, timeOf(ending));
    }

    private void await(long timeMs) throws InterruptedException {
        long left = timeMs - wallClock.millis();
        if (left > 0) {
            Thread.sleep(Math.min(left, WITHIN_MS));
            await(timeMs);
        }
    }

    private void flush() {
        if (batch.isEmpty()) {
            return;
        }
        byte[] value = SampleWriter.write(batch);
        batch.clear();
        partition = (partition + 1) % Broker.TOPICS.partitions();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(Broker.TOPICS.requestSamples().name(), partition, null, value),
                (metadata, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException("a sample could not be published", failure);
                    }
                });
    }
}
