package dev.flyball.processor.rules;

import dev.flyball.schemas.Evidence;
import java.util.List;

/**
 * What a rule says of an endpoint at one moment.
 *
 * @param holds the rule holds beyond reasonable doubt
 * @param clear the rule does not even seem to hold; between the two nothing changes
 * @param value the metric
 * @param threshold what the metric is held against, in the same unit
 * @param evidence the numbers behind it
 * @param exemplars trace ids of bad samples
 * @param gates what had to be so for the rule to hold, for those who ask why
 */
public record Finding(
        boolean holds,
        boolean clear,
        double value,
        double threshold,
        Evidence evidence,
        List<String> exemplars,
        List<Gate> gates) {}
