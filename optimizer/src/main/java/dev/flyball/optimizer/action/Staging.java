package dev.flyball.optimizer.action;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How an action is spread over the keys, and how long it is looked at. A look is a published window, 10 s by default; no
 * limit is a time of day, so it does not matter what clocks do.
 *
 * @param permilles keys out of 1000 that are treated, stage by stage, ascending; after the last one all are
 * @param minSamples requests that each arm needs before anything is concluded from them
 * @param baselineLooks how often both arms are looked at, at most, before any key is treated
 * @param trialLooks how often the first treated keys are looked at, at most, for a verdict
 * @param leaseMs how long a control record holds unless the next look renews it, milliseconds
 */
public record Staging(List<Integer> permilles, int minSamples, int baselineLooks, int trialLooks, long leaseMs) {
    /** Covers the renewal by each look, late windows, and a restart of the optimizer. */
    private static final Duration LEASE = Duration.ofSeconds(60);

    public static final Staging DEFAULT = new Staging(List.of(100, 500), 20, 6, 18, LEASE.toMillis());

    private static final int MOST_LOOKS = 1000;

    public Staging {
        permilles = List.copyOf(permilles);
        if (permilles.isEmpty()
                || permilles.stream().anyMatch(permille -> permille < 1 || permille > 900)
                || !permilles.equals(permilles.stream().distinct().sorted().toList())) {
            throw new IllegalArgumentException(
                    "stages must be ascending numbers of keys out of 1000, each 1 to 900, but are " + permilles);
        }
        range("minSamples", minSamples, 1, 1_000_000);
        range("baselineLooks", baselineLooks, 1, MOST_LOOKS);
        range("trialLooks", trialLooks, 1, MOST_LOOKS);
        range("leaseMs", leaseMs, 20_000, Duration.ofHours(1).toMillis());
    }

    /** With a first stage of so many keys out of 1000, unless it is that small already. */
    public Staging beginningWith(int permille) {
        if (permille >= permilles.get(0)) {
            return this;
        }
        List<Integer> stages = new ArrayList<>(permilles);
        stages.set(0, permille);
        return withPermilles(stages);
    }

    public Staging withBaselineLooks(int looks) {
        return new Staging(permilles, minSamples, looks, trialLooks, leaseMs);
    }

    public Staging withMinSamples(int samples) {
        return new Staging(permilles, samples, baselineLooks, trialLooks, leaseMs);
    }

    public Staging withPermilles(List<Integer> stages) {
        return new Staging(stages, minSamples, baselineLooks, trialLooks, leaseMs);
    }

    private static void range(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ", but is " + value);
        }
    }
}
