package dev.flyball.optimizer.decide;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The strategies that could do something in a case, the preferred one first.
 *
 * @param remedies what each of them would do
 * @param complaints about those that were left out, as sentences with a space before each; empty for none
 */
record Candidates(Map<OptimizationStrategy, Remedy> remedies, String complaints) {
    private static final int LONGEST_FAULT = 200;

    /** Asks strategies that may be anybody's. */
    static Candidates of(Case patient, List<OptimizationStrategy> strategies) {
        Map<OptimizationStrategy, Remedy> remedies = new LinkedHashMap<>();
        StringBuilder complaints = new StringBuilder();
        for (OptimizationStrategy strategy : strategies) {
            try {
                ask(strategy, patient).ifPresent(remedy -> remedies.put(strategy, remedy));
            } catch (RuntimeException | LinkageError e) {
                complaints
                        .append(" Strategy ")
                        .append(strategy.name())
                        .append(" was left out: ")
                        .append(fault(e))
                        .append('.');
            }
        }
        return new Candidates(remedies, complaints.toString());
    }

    /** Those between which a chooser may choose: what is done to keys can be compared, and nothing else. */
    List<OptimizationStrategy> comparable() {
        return remedies.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof OnKeys)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** If something can be compared, nothing else is tried. */
    List<OptimizationStrategy> worthTrying() {
        List<OptimizationStrategy> comparable = comparable();
        return comparable.isEmpty() ? List.copyOf(remedies.keySet()) : comparable;
    }

    Remedy remedy(OptimizationStrategy strategy) {
        Remedy remedy = remedies.get(strategy);
        if (remedy == null) {
            throw new IllegalArgumentException("not a candidate: " + strategy.name());
        }
        return remedy;
    }

    @SuppressWarnings("NullableOptional") // It may be anybody's.
    private static Optional<Remedy> ask(OptimizationStrategy strategy, Case patient) {
        @Nullable Optional<Remedy> answer = strategy.remedy(patient);
        if (answer == null) {
            throw new IllegalStateException("it answered null");
        }
        if (answer.isPresent() && answer.get().isOnCache() && patient.control() == null) {
            throw new IllegalStateException("it would change a namespace, and the trouble comes through none");
        }
        return answer;
    }

    private static String fault(Throwable fault) {
        String text = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        return text.length() <= LONGEST_FAULT ? text : text.substring(0, LONGEST_FAULT);
    }
}
