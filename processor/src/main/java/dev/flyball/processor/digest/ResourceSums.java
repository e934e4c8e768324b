package dev.flyball.processor.digest;

import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Sums of what samples told of their process: whole numbers, so that the order of merging cannot change a mean. */
final class ResourceSums {
    private static final int CPU = 0;
    private static final int MEMORY = 1;
    private static final int NETWORK = 2;
    private static final int KINDS = 3;

    /** Units of one, of which a sum is made. */
    private static final double[] SCALES = {1_000_000, 1_000_000, 1};

    private static final double[] LIMITS = {1_000, 1_000, 1e11};
    /** By kind. */
    private final long[] counts = new long[KINDS];

    private final long[] totals = new long[KINDS];

    void add(ResourceUsage usage) {
        add(CPU, usage.cpu());
        add(MEMORY, usage.memory());
        add(NETWORK, usage.network());
    }

    private void add(int kind, @Nullable Double value) {
        if (value != null) {
            add(kind, 1, Math.round(Math.min(value, LIMITS[kind]) * SCALES[kind]));
        }
    }

    private void add(int kind, long count, long total) {
        counts[kind] += count;
        totals[kind] += total;
    }

    void merge(ResourceSums other) {
        for (int kind = 0; kind < KINDS; kind++) {
            if (other.counts[kind] > 0) {
                add(kind, other.counts[kind], other.totals[kind]);
            }
        }
    }

    /** The means, each missing when no sample told it. */
    ResourceUsage mean() {
        return new ResourceUsage(mean(CPU), mean(MEMORY), mean(NETWORK));
    }

    private @Nullable Double mean(int kind) {
        long count = counts[kind];
        return count == 0 ? null : totals[kind] / SCALES[kind] / count;
    }

    /** Missing ones are written as zeros. */
    static void write(@Nullable ResourceSums sums, ByteWriter out) {
        for (int kind = 0; kind < KINDS; kind++) {
            long count = sums == null ? 0 : sums.counts[kind];
            out.putVarLong(count);
            if (sums != null && count > 0) {
                out.putVarLong(sums.totals[kind]);
            }
        }
    }

    static @Nullable ResourceSums readFrom(ByteReader in) {
        ResourceSums sums = null;
        for (int kind = 0; kind < KINDS; kind++) {
            long count = in.getVarLong();
            if (count != 0) {
                sums = sums == null ? new ResourceSums() : sums;
                sums.add(kind, count, in.getVarLong());
            }
        }
        return sums;
    }
}
