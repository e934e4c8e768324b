package dev.flyball.optimizer.verify;

import dev.flyball.schemas.ArmMetrics;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.Base64;
import java.util.Optional;

/**
 * What one arm did in one window.
 *
 * @param sketch latency sketch, base64: quantiles cannot be averaged, sketches merge without loss
 */
public record ArmFigures(ArmTotals totals, String sketch) {
    static final ArmFigures NONE = of(0, 0, 0, new LatencySketch());

    /** Empty when the sketch is missing, broken, or of other requests than those that were counted. */
    static Optional<ArmFigures> of(ArmMetrics arm) {
        String base64 = arm.sketch();
        if (base64 == null) {
            return Optional.empty();
        }
        try {
            LatencySketch sketch = decode(base64);
            return sketch.count() == arm.count()
                    ? Optional.of(of(arm.count(), arm.errors(), arm.hits(), sketch))
                    : Optional.empty();
        } catch (IllegalArgumentException | MalformedBytesException e) {
            return Optional.empty();
        }
    }

    /** The response times; a copy. */
    LatencySketch latency() {
        return decode(sketch);
    }

    private static ArmFigures of(long count, long errors, long hits, LatencySketch sketch) {
        LogMoments logs = new LogMoments();
        sketch.forEach(logs);
        return new ArmFigures(
                new ArmTotals(count, errors, hits, logs.sum, logs.squares),
                Base64.getEncoder().encodeToString(sketch.toBytes()));
    }

    private static LatencySketch decode(String base64) {
        return LatencySketch.ofBytes(Base64.getDecoder().decode(base64));
    }

    /** Sums up logarithms; what took no time at all counts as one microsecond. */
    private static final class LogMoments implements LatencySketch.ValueTaker {
        private double sum;
        private double squares;

        @Override
        public void take(long micros, long count) {
            double log = Math.log(Math.max(1, micros));
            sum += count * log;
            squares += count * log * log;
        }
    }
}
