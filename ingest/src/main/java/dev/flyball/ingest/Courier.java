package dev.flyball.ingest;

import dev.flyball.schemas.Sample;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** The publisher's own thread: takes samples out of the queue, batches them and hands the batches to Kafka. */
final class Courier implements Runnable {
    /** How often an idle courier looks up, so that losses are told of and a stop is noticed. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BlockingQueue<Parcel> queue;
    private final Producer<byte[], byte[]> producer;
    private final Ledger ledger;
    private final LineEncoder encoder;
    private final Batch batch;
    private final String topic;
    private final long lingerNanos;
    private final Map<Long, CompletableFuture<Void>> inFlight = new ConcurrentHashMap<>();
    private long batches;
    private long batchStartedNanos;
    private volatile boolean stopping;
    private volatile boolean ended;

    Courier(
            BlockingQueue<Parcel> queue,
            Producer<byte[], byte[]> producer,
            Ledger ledger,
            PublisherSettings settings,
            InstantSource clock) {
        this.queue = queue;
        this.producer = producer;
        this.ledger = ledger;
        encoder = new LineEncoder(settings.limits(), clock);
        batch = new Batch(settings.batchSamples(), settings.batchBytes());
        topic = settings.topic();
        lingerNanos = settings.linger().toNanos();
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                Parcel next = queue.poll(patienceNanos(), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.handOver(this);
                }
                if (batch.isFull() || lingered()) {
                    send();
                }
                ledger.warnIfDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** Makes the thread end soon; what is still in the queue then is lost. */
    void stop() {
        stopping = true;
    }

    /** Whether nothing will be taken out of the queue any more. */
    boolean hasEnded() {
        return ended;
    }

    void take(Sample sample) {
        Optional<byte[]> line = encoder.encode(sample);
        if (line.isEmpty()) {
            ledger.dropped(DropReason.INVALID, 1);
            return;
        }
        if (!batch.hasRoomFor(line.get())) {
            send();
        }
        if (batch.isEmpty()) {
            batchStartedNanos = System.nanoTime();
        }
        batch.add(line.get());
    }

    void settle(CompletableFuture<Void> settled) {
        send();
        CompletableFuture<?> unused = CompletableFuture.allOf(inFlight.values().toArray(new CompletableFuture<?>[0]))
                .thenRun(() -> settled.complete(null));
    }

    private void send() {
        if (batch.isEmpty()) {
            return;
        }
        int samples = batch.samples();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, batch.take());
        long id = batches++;
        inFlight.put(id, new CompletableFuture<>());
        try {
            Future<?> unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    ledger.sent(samples);
                } else {
                    ledger.failed(samples, failure);
                }
                arrived(id);
            });
        } catch (KafkaException | IllegalStateException e) {
            // Thrown instead of calling back: the producer was closed, or cannot go on.
            ledger.failed(samples, e);
            arrived(id);
        }
    }

    private void arrived(long id) {
        CompletableFuture<Void> arrival = inFlight.remove(id);
        if (arrival != null) {
            arrival.complete(null);
        }
    }

    private long patienceNanos() {
        return batch.isEmpty() ? IDLE_NANOS : Math.min(IDLE_NANOS, Math.max(0, lingerNanos - batchAgeNanos()));
    }

    private boolean lingered() {
        return !batch.isEmpty() && batchAgeNanos() >= lingerNanos;
    }

    private long batchAgeNanos() {
        return System.nanoTime() - batchStartedNanos;
    }

    private void end() {
        ended = true;
        ledger.dropped(DropReason.CLOSED, batch.discard());
        for (Parcel left = queue.poll(); left != null; left = queue.poll()) {
            if (left instanceof Parcel.Published) {
                ledger.dropped(DropReason.CLOSED, 1);
            } else if (left instanceof Parcel.Mark mark) {
                settle(mark.settled());
            }
        }
        ledger.warnNow();
    }
}
