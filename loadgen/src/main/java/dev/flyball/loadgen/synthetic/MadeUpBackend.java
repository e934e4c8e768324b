package dev.flyball.loadgen.synthetic;

import dev.flyball.loadgen.scenario.Phase.Injection;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.RequestTemplate.Behaviour;
import dev.flyball.loadgen.scenario.Seed;
import dev.flyball.schemas.Sample;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A backend that does not exist: it makes up the sample that each request would have left. Response times are
 * log-normal, as those of real backends nearly are; a sample depends on the seed and on its request alone.
 */
public final class MadeUpBackend {
    /** So many standard deviations above the median are 95 % of a normal distribution below. */
    private static final double P95_DEVIATIONS = 1.6448536269514722;

    private static final double LONGEST_MS = Duration.ofHours(1).toMillis();
    private static final int OK = 200;
    private static final int INTERNAL_SERVER_ERROR = 500;

    private final String service;
    private final long seed;

    /**
     * @param service the service that the samples speak for
     * @param seed the same gives the same samples
     */
    public MadeUpBackend(String service, long seed) {
        this.service = service;
        // Other draws than those of the requests, which start from the same seed.
        this.seed = ~seed;
    }

    /** The sample of a request, ended at the moment at which the request is due. */
    public Sample answer(Request request) {
        Behaviour behaviour = Objects.requireNonNull(request.template().behaviour(), "behaviour");
        Optional<Injection> injection = request.phase().inject().stream()
                .filter(candidate -> candidate.endpoint().equals(request.endpoint()))
                .findFirst();
        RandomGenerator random = Seed.of(seed, request.sequence());
        double responseTimeMs = responseTimeMs(behaviour, random)
                * injection.map(Injection::latencyFactor).orElse(1.0);
        double errorRate = injection.map(Injection::errorRate).orElse(behaviour.errorRate());
        boolean failed = random.nextDouble() < errorRate;
        return new Sample(
                request.due().toEpochMilli(),
                service,
                request.endpoint(),
                Math.round(Math.min(LONGEST_MS, responseTimeMs) * 1_000) / 1_000.0,
                failed ? INTERNAL_SERVER_ERROR : OK,
                false,
                request.user(),
                null,
                null,
                true,
                null,
                null);
    }

    private static double responseTimeMs(Behaviour behaviour, RandomGenerator random) {
        double median = behaviour.median().toNanos() / 1e6;
        double p95 = behaviour.p95().toNanos() / 1e6;
        return median * Math.exp(Math.log(p95 / median) / P95_DEVIATIONS * random.nextGaussian());
    }
}
