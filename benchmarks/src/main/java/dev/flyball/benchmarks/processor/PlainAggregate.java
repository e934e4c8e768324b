package dev.flyball.benchmarks.processor;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import dev.flyball.schemas.sketch.UserSketch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A window of an endpoint, as a plain topology would keep it: a DDSketch, a sketch of users, a count of errors. */
final class PlainAggregate {
    static final Serde<PlainAggregate> SERDE =
            Serdes.serdeFrom((topic, value) -> value.toBytes(), (topic, bytes) -> ofBytes(bytes));

    private static final IndexMapping MAPPING = new CubicallyInterpolatedMapping(0.01);

    /** What is published of it. */
    record Metrics(double count, long errors, double p50, double p95, double p99, long users) {}

    private final DDSketch latency;
    private final UserSketch users;
    private long errors;

    PlainAggregate() {
        this(new DDSketch(MAPPING, UnboundedSizeDenseStore::new), new UserSketch());
    }

    private PlainAggregate(DDSketch latency, UserSketch users) {
        this.latency = latency;
        this.users = users;
    }

    PlainAggregate add(PlainStreamsJob.Request request) {
        latency.accept(request.responseTimeMs());
        errors += request.status() >= 500 ? 1 : 0;
        if (request.user() != null) {
            users.add(request.user());
        }
        return this;
    }

    Metrics toMetrics() {
        return new Metrics(
                latency.getCount(),
                errors,
                latency.getValueAtQuantile(0.5),
                latency.getValueAtQuantile(0.95),
                latency.getValueAtQuantile(0.99),
                users.count());
    }

    private byte[] toBytes() {
        GrowingByteArrayOutput sketch = GrowingByteArrayOutput.withDefaultInitialCapacity();
        try {
            latency.encode(sketch, true);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot fail", e);
        }
        byte[] distinct = users.toBytes();
        return ByteBuffer.allocate(12 + sketch.numWrittenBytes() + distinct.length)
                .putLong(errors)
                .putInt(sketch.numWrittenBytes())
                .put(sketch.backingArray(), 0, sketch.numWrittenBytes())
                .put(distinct)
                .array();
    }

    private static PlainAggregate ofBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long errors = in.getLong();
        int length = in.getInt();
        try {
            DDSketch latency = DDSketch.decode(
                    ByteArrayInput.wrap(bytes, in.position(), length), UnboundedSizeDenseStore::new, MAPPING);
            byte[] distinct = new byte[bytes.length - 12 - length];
            in.position(12 + length).get(distinct);
            PlainAggregate aggregate = new PlainAggregate(latency, UserSketch.ofBytes(distinct));
            aggregate.errors = errors;
            return aggregate;
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array cannot fail", e);
        }
    }
}
