package dev.flyball.processor.digest;

import dev.flyball.schemas.Arm;
import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.LatencySketch;
import java.util.Base64;

/** One arm of a running action. */
final class ArmSums {
    /** Which arm of which action; ordered, so that bytes and events come out in one order. */
    record Key(String action, Arm arm) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byAction = action.compareTo(other.action);
            return byAction != 0 ? byAction : arm.compareTo(other.arm);
        }
    }

    private long errors;
    private long hits;
    private final LatencySketch latency;

    ArmSums() {
        this(0, 0, new LatencySketch());
    }

    private ArmSums(long errors, long hits, LatencySketch latency) {
        this.errors = errors;
        this.hits = hits;
        this.latency = latency;
    }

    void add(Sample sample, boolean hit) {
        errors += sample.failed() ? 1 : 0;
        hits += hit ? 1 : 0;
        latency.add(sample.responseTimeMicros());
    }

    void merge(ArmSums other) {
        errors += other.errors;
        hits += other.hits;
        latency.merge(other.latency);
    }

    ArmMetrics toMetrics(Key key) {
        return new ArmMetrics(
                key.action,
                key.arm,
                latency.count(),
                errors,
                hits,
                Digest.responseTime(latency),
                Base64.getEncoder().encodeToString(latency.toBytes()));
    }

    void writeTo(ByteWriter out) {
        out.putVarLong(errors).putVarLong(hits);
        latency.writeTo(out);
    }

    static ArmSums readFrom(ByteReader in) {
        return new ArmSums(in.getVarLong(), in.getVarLong(), LatencySketch.readFrom(in));
    }
}
