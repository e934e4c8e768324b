package dev.flyball.optimizer.decide;

import static dev.flyball.optimizer.action.Wording.percent;
import static java.util.Comparator.comparingLong;

import dev.flyball.optimizer.verify.Objective;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out what the apps of an endpoint have too much of, other than errors and time. */
record LoadDiagnosis(Alert alert, EndpointMetrics metrics) {
    Diagnosis diagnose() {
        if (!(alert.value() > alert.threshold())) {
            return of(
                    Symptom.NOT_A_CACHE_MATTER,
                    null,
                    "The rule " + alert.rule() + " is about what there is too little of, and a cache cannot do anything"
                            + " about that.");
        }
        return switch (alert.metric()) {
            case CPU -> of(Symptom.CPU_HIGH, null, told("The processors are busy"));
            case MEMORY -> of(Symptom.MEMORY_HIGH, mostRead(), told("The memory of the apps is full"));
            case NETWORK -> of(Symptom.NETWORK_HIGH, null, told("The network is busy"));
            case THROUGHPUT, USERS -> of(Symptom.LOAD_HIGH, null, told("There is much to do"));
            default ->
                of(
                        Symptom.NOT_A_CACHE_MATTER,
                        null,
                        "The rule " + alert.rule() + " is about something that no strategy is for.");
        };
    }

    private String told(String what) {
        return what + ": " + amount(alert.value()) + ", more than the " + amount(alert.threshold()) + " of rule "
                + alert.rule() + ".";
    }

    private String amount(double value) {
        return switch (alert.metric()) {
            case CPU, MEMORY -> percent(value);
            case NETWORK -> String.format(Locale.ROOT, "%.0f bytes/s", value);
            case THROUGHPUT -> String.format(Locale.ROOT, "%.1f requests/s", value);
            default -> String.format(Locale.ROOT, "%.0f users", value);
        };
    }

    /** The namespace that the endpoint reads most, and that its app holds most of, as far as can be told. */
    private @Nullable String mostRead() {
        return metrics.cache().stream()
                .max(comparingLong(CacheMetrics::count))
                .map(CacheMetrics::namespace)
                .orElse(null);
    }

    private static Diagnosis of(Symptom symptom, @Nullable String namespace, String words) {
        return new Diagnosis(symptom, namespace, Objective.RESPONSE_TIME, words);
    }
}
