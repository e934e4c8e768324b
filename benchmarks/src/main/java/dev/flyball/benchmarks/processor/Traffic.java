package dev.flyball.benchmarks.processor;

import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.Sample;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Realistic samples in the order of their time. The same seed makes the same ones.
 *
 * @param endpoints how many there are
 * @param skew which share an endpoint has
 * @param perSecond samples per second of event time
 */
record Traffic(int endpoints, Skew skew, int perSecond) {
    private static final int USERS = 100_000;

    private static final int INSTANCES = 40;
    /** No more services than are told apart, with 100,000 endpoints as well. */
    private static final int ENDPOINTS_OF_A_SERVICE = 250;

    private static final CacheOutcome[] OUTCOMES = {
        CacheOutcome.L1, CacheOutcome.L1, CacheOutcome.L1, CacheOutcome.L2, CacheOutcome.L2, CacheOutcome.MISS
    };

    /** How requests are spread over endpoints. */
    enum Skew {
        /** The n-th endpoint has a share of 1/n. */
        ZIPF,
        /** One endpoint has 90 %, the others share the rest alike. */
        ONE_HOT,
        /** All alike. */
        EVEN
    }

    /** An endless stream of samples. */
    Stream from(long startMs, long seed) {
        return new Stream(this, startMs, seed);
    }

    /** Samples one after the other. */
    static final class Stream {
        private final Traffic traffic;
        private final long startMs;
        private final SplittableRandom random;
        private final double[] upTo;
        private long made;

        private Stream(Traffic traffic, long startMs, long seed) {
            this.traffic = traffic;
            this.startMs = startMs;
            random = new SplittableRandom(seed);
            upTo = traffic.cumulativeShares();
        }

        /** When the next sample will have happened, epoch milliseconds. */
        long nextMs() {
            return startMs + made * 1_000 / traffic.perSecond;
        }

        Sample next() {
            long timestamp = nextMs();
            made++;
            int found = Arrays.binarySearch(upTo, random.nextDouble());
            int endpoint = Math.min(traffic.endpoints - 1, found >= 0 ? found : -found - 1);
            boolean failed = random.nextInt(200) == 0;
            return new Sample(
                    timestamp,
                    "service-" + endpoint / ENDPOINTS_OF_A_SERVICE,
                    "GET /api/v1/things-" + endpoint % ENDPOINTS_OF_A_SERVICE + "/{id}",
                    Math.round(1_000 * Math.exp(Math.log(20) + 0.6 * random.nextGaussian())) / 1_000.0,
                    failed ? 503 : 200,
                    false,
                    "u-" + random.nextInt(USERS),
                    "pod-" + random.nextInt(INSTANCES),
                    random.nextInt(10) == 0 ? traceId() : null,
                    false,
                    endpoint % 2 == 0 ? cacheRead(endpoint) : null,
                    null);
        }

        private String traceId() {
            return HexFormat.of().toHexDigits(random.nextLong())
                    + HexFormat.of().toHexDigits(random.nextLong());
        }

        private @Nullable CacheRead cacheRead(int endpoint) {
            return CacheRead.of("things-" + endpoint % 10, OUTCOMES[random.nextInt(OUTCOMES.length)]);
        }
    }

    private double[] cumulativeShares() {
        double[] shares = new double[endpoints];
        double sum = 0;
        for (int i = 0; i < endpoints; i++) {
            sum += switch (skew) {
                case ZIPF -> 1.0 / (i + 1);
                case ONE_HOT -> i == 0 ? 0.9 : 0.1 / (endpoints - 1);
                case EVEN -> 1;
            };
            shares[i] = sum;
        }
        for (int i = 0; i < endpoints; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
