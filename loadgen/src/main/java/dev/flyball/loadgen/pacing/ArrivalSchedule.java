package dev.flyball.loadgen.pacing;

import dev.flyball.loadgen.scenario.Phase;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * The moments at which the requests of an open phase are due. They are known before anything is sent, so a slow target
 * cannot delay the requests that would have shown how slow it is.
 *
 * <p>A rate that goes linearly from a to b adds up to {@code x(t) = a t + k t^2 / 2} expected requests. A request is
 * due when x reaches its place: the places are 0, 1, 2... when requests are evenly spaced, and exponentially distributed
 * steps apart when they are independent of each other (Poisson).
 */
public final class ArrivalSchedule {
    /** No request is due any more. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double NANOS = 1e9;

    private final double rate;
    private final double slope;
    private final double durationSeconds;
    private final DoubleSupplier steps;
    private double place;

    private ArrivalSchedule(Phase.Open load, Duration duration, double first, DoubleSupplier steps) {
        rate = load.rate();
        durationSeconds = duration.toNanos() / NANOS;
        slope = (load.rampTo() - load.rate()) / durationSeconds;
        place = first;
        this.steps = steps;
    }

    /** Requests at equal distances, the first at once. */
    public static ArrivalSchedule even(Phase.Open load, Duration duration) {
        return new ArrivalSchedule(load, duration, 0, () -> 1);
    }

    /** Requests that come independently of each other. */
    public static ArrivalSchedule poisson(Phase.Open load, Duration duration, RandomGenerator random) {
        return new ArrivalSchedule(load, duration, random.nextExponential(), random::nextExponential);
    }

    /** When the next request is due, nanoseconds after the beginning of the phase, or {@link #NEVER}. */
    public long next() {
        double seconds = whenReached(place);
        if (!(seconds < durationSeconds)) {
            return NEVER;
        }
        place += steps.getAsDouble();
        return (long) (seconds * NANOS);
    }

    /** Solves x(t) = place, in the form that neither divides by a slope of zero nor cancels digits. */
    private double whenReached(double place) {
        double discriminant = rate * rate + 2 * slope * place;
        double divisor = rate + Math.sqrt(discriminant);
        if (!(divisor > 0)) {
            // At a standstill: a ramp from zero is about to leave it, anything else never reaches the place.
            return slope > 0 && place == 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return 2 * place / divisor;
    }
}
