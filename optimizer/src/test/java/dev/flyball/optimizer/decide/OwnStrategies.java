package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Treatment;
import java.util.Optional;
import java.util.Set;

/** Strategies as users would bring them, good and bad. */
public final class OwnStrategies {
    private OwnStrategies() {}

    /** A longer life for values of endpoints whose misses are dear. */
    public static final class LiveLong implements OptimizationStrategy {
        @Override
        public String name() {
            return "live-long";
        }

        @Override
        public Set<Symptom> answers() {
            return Set.of(Symptom.COSTLY_MISSES, Symptom.SLOW_ELSEWHERE);
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.ofNullable(patient.control())
                    .map(control -> new OnKeys(Treatment.stretching(10, 60_000), "let values live ten times as long"));
        }
    }

    /** Has the name of another one. */
    public static final class Impostor implements OptimizationStrategy {
        @Override
        public String name() {
            return "serve-stale";
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.empty();
        }
    }

    /** Does not say what it is for. */
    public static final class Aimless implements OptimizationStrategy {
        @Override
        public String name() {
            return "aimless";
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.empty();
        }
    }

    /** Has a name that cannot be configured. */
    public static final class Nameless implements OptimizationStrategy {
        @Override
        public String name() {
            return "No Name";
        }

        @Override
        public Set<Symptom> answers() {
            return Set.of(Symptom.NO_CACHE);
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.empty();
        }
    }

    /** Cannot be made. */
    public static final class Private implements OptimizationStrategy {
        private Private() {}

        @Override
        public String name() {
            return "private";
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.empty();
        }
    }

    /** Fails when it is asked. */
    public static final class Failing implements OptimizationStrategy {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Set<Symptom> answers() {
            return Set.of(Symptom.values());
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.of(new OnKeys(Treatment.stretching(1_000, 60_000), "let values live for ever"));
        }
    }

    /** Answers what cannot be done: there may be no namespace. */
    public static final class Blind implements OptimizationStrategy {
        @Override
        public String name() {
            return "blind";
        }

        @Override
        public Set<Symptom> answers() {
            return Set.of(Symptom.NO_CACHE);
        }

        @Override
        public Optional<Remedy> remedy(Case patient) {
            return Optional.of(new OnKeys(Treatment.servingStale(60_000), "serve stale values"));
        }
    }
}
