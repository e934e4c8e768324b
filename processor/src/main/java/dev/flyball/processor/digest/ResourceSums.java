package dev.flyball.processor.digest;

import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Sums of what samples told of their process: whole numbers, so that the order of merging cannot change a mean. */
final class ResourceSums {
    private final Sum cpu = new Sum(1_000_000, 1_000);
    private final Sum memory = new Sum(1_000_000, 1_000);
    private final Sum network = new Sum(1, 1e11);

    void add(ResourceUsage usage) {
        cpu.add(usage.cpu());
        memory.add(usage.memory());
        network.add(usage.network());
    }

    void merge(ResourceSums other) {
        cpu.merge(other.cpu);
        memory.merge(other.memory);
        network.merge(other.network);
    }

    /** The means; missing when no sample told anything. */
    @Nullable
    ResourceUsage mean() {
        return cpu.count + memory.count + network.count == 0
                ? null
                : new ResourceUsage(cpu.mean(), memory.mean(), network.mean());
    }

    void writeTo(ByteWriter out) {
        cpu.writeTo(out);
        memory.writeTo(out);
        network.writeTo(out);
    }

    void readFrom(ByteReader in) {
        cpu.readFrom(in);
        memory.readFrom(in);
        network.readFrom(in);
    }

    /** A sum of values in units of 1/scale, each at most {@code limit}. */
    private static final class Sum {
        private final double scale;
        private final double limit;
        private long count;
        private long total;

        Sum(double scale, double limit) {
            this.scale = scale;
            this.limit = limit;
        }

        void add(@Nullable Double value) {
            if (value != null) {
                count++;
                total += Math.round(Math.min(value, limit) * scale);
            }
        }

        void merge(Sum other) {
            count += other.count;
            total += other.total;
        }

        @Nullable
        Double mean() {
            return count == 0 ? null : total / scale / count;
        }

        void writeTo(ByteWriter out) {
            out.putVarLong(count);
            if (count > 0) {
                out.putVarLong(total);
            }
        }

        void readFrom(ByteReader in) {
            count = in.getVarLong();
            total = count == 0 ? 0 : in.getVarLong();
        }
    }
}
