package dev.flyball.schemas.sketch;

import java.util.Random;
import java.util.function.ToLongFunction;

/** Distributions of response times, microseconds, as they occur and as they hurt. */
enum Latencies {
    CONSTANT(random -> 250_000),
    ZERO(random -> 0),
    LARGEST(random -> LatencySketch.MAX_MICROS),
    FEW_MICROS(random -> random.nextInt(5)),
    UNIFORM(random -> random.nextInt(1_000_000)),
    LOG_NORMAL(random -> Math.round(40_000 * Math.exp(random.nextGaussian()))),
    HEAVY_TAIL(random -> (long) Math.min(9e18, 1_000 / Math.pow(random.nextDouble(), 2.5))),
    TWO_PEAKS(random -> random.nextInt(10) == 0 ? 5_000_000 + random.nextInt(1_000) : 900 + random.nextInt(200)),
    EXTREMES(random -> random.nextBoolean() ? 0 : LatencySketch.MAX_MICROS),
    OUT_OF_RANGE(random -> random.nextLong());

    private final ToLongFunction<Random> next;

    Latencies(ToLongFunction<Random> next) {
        this.next = next;
    }

    long[] draw(int count, Random random) {
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = next.applyAsLong(random);
        }
        return values;
    }

    static Latencies any(Random random) {
        return values()[random.nextInt(values().length)];
    }
}
