package dev.flyball.benchmarks.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.random.RandomGenerator;

/**
 * How an endpoint is while all is well, with everything that is a nuisance to a detector but no incident: heavy tails, a
 * daily curve, uneven and clumped traffic, pauses of one instance, deployments, slow drift, steps of the load, background
 * errors and blips of them.
 */
final class Normality {
    /** A stretch of time, in seconds from the start. */
    record Stretch(double start, double end, double factor) {
        boolean covers(double second) {
            return second >= start && second < end;
        }
    }

    final double rate;
    final int instances;
    private final double median;
    private final double sigma;
    private final double tailShare;
    private final double tailShape;
    private final double amplitude;
    private final double phase;
    private final double noise;
    private final double clump;
    private final double errorRate;
    private final double driftTo;
    private final double pauseEvery;
    private final double seconds;
    private final List<Stretch> loads = new ArrayList<>();
    private final List<Stretch> deploys = new ArrayList<>();
    private final List<Stretch> blips = new ArrayList<>();

    /** Rates are spread evenly over the orders of magnitude between the two, requests per second. */
    Normality(RandomGenerator random, double seconds, double lowestRate, double highestRate) {
        this.seconds = seconds;
        rate = logUniform(random, lowestRate, highestRate);
        instances = 1 + random.nextInt(8);
        median = logUniform(random, 2_000, 400_000);
        sigma = random.nextDouble(0.3, 0.9);
        tailShare = logUniform(random, 0.002, 0.02);
        tailShape = random.nextDouble(1.5, 2.5);
        amplitude = random.nextDouble(0.2, 0.8);
        phase = random.nextDouble();
        noise = random.nextDouble(0.03, 0.15);
        clump = rate < 2 && random.nextDouble() < 0.3 ? random.nextDouble(1, 3) : 0;
        errorRate = logUniform(random, 0.0001, 0.01);
        driftTo = random.nextDouble(0.85, 1.2);
        pauseEvery = logUniform(random, 60, 1_200);
        if (random.nextBoolean()) {
            double at = random.nextDouble(seconds);
            double factor = random.nextBoolean() ? 2 : 0.5;
            loads.add(new Stretch(at, at + random.nextDouble(300, 3_600), factor));
        }
        times(random, 2, at -> deploys.add(new Stretch(at, at + 10.0 * instances, random.nextDouble(0.9, 1.15))));
        times(random, 2, at -> blips.add(new Stretch(at, at + random.nextDouble(0.2, 1), random.nextDouble(0.1, 0.4))));
    }

    private void times(RandomGenerator random, int most, DoubleConsumer at) {
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            at.accept(random.nextDouble(seconds));
        }
    }

    static double logUniform(RandomGenerator random, double low, double high) {
        return low * Math.exp(random.nextDouble() * Math.log(high / low));
    }

    /** Requests per second that are to be expected then. */
    double rateAt(double second) {
        double curve = 1 + amplitude * Math.sin(2 * Math.PI * (second / 86_400 + phase));
        return rate * curve * load(second);
    }

    private double load(double second) {
        double load = 1;
        for (Stretch step : loads) {
            load *= step.covers(second) ? step.factor : 1;
        }
        return load;
    }

    /** A factor by which the traffic of some seconds is off. */
    double unevenness(RandomGenerator random) {
        return Math.exp(noise * random.nextGaussian());
    }

    /** How many requests come at once. */
    int clump(RandomGenerator random) {
        return 1 + (clump == 0 ? 0 : (int) (random.nextExponential() * clump));
    }

    double pauseEvery() {
        return pauseEvery;
    }

    /** How long a request takes, microseconds. */
    double latency(RandomGenerator random, double second, int instance) {
        double micros = median * Math.exp(sigma * random.nextGaussian());
        if (random.nextDouble() < tailShare) {
            micros *= 2 * Math.pow(random.nextDouble(), -1 / tailShape);
        }
        return micros * slowness(second, instance);
    }

    private double slowness(double second, int instance) {
        double factor = 1 + (driftTo - 1) * second / seconds;
        factor *= Math.pow(Math.max(1, load(second)), 0.2);
        for (Stretch deploy : deploys) {
            double own = deploy.start + 10.0 * instance;
            if (second >= own) {
                factor *= deploy.factor * (1 + Math.exp(-(second - own) / 4));
            }
        }
        return factor;
    }

    /** The probability that a request fails. */
    double errorRate(double second) {
        double rate = errorRate;
        for (Stretch blip : blips) {
            rate = blip.covers(second) ? blip.factor : rate;
        }
        return rate;
    }
}
