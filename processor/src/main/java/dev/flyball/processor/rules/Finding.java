package dev.flyball.processor.rules;

import dev.flyball.schemas.Evidence;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of an endpoint at one moment.
 *
 * @param holds the rule holds beyond reasonable doubt
 * @param clear the rule does not even seem to hold; between the two nothing changes
 * @param value the metric
 * @param threshold what the metric is held against, in the same unit
 * @param usual what the metric is when all is well, as far as that was learned or looked up; missing where nobody asks
 * @param evidence the numbers behind it
 * @param exemplars trace ids of bad samples
 * @param gates what had to be so for the rule to hold, for those who ask why
 */
public record Finding(
        boolean holds,
        boolean clear,
        double value,
        double threshold,
        @Nullable Double usual,
        Evidence evidence,
        List<String> exemplars,
        List<Gate> gates) {
    /** Of a rule that does not ask what is usual. */
    Finding(
            boolean holds,
            boolean clear,
            double value,
            double threshold,
            Evidence evidence,
            List<String> exemplars,
            List<Gate> gates) {
        this(holds, clear, value, threshold, null, evidence, exemplars, gates);
    }
}
