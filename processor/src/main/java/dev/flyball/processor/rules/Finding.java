package dev.flyball.processor.rules;

import dev.flyball.schemas.Evidence;
import java.util.List;

/**
 * What a rule says of an endpoint at one moment.
 *
 * @param holds the rule holds beyond reasonable doubt
 * @param clear the rule does not even seem to hold; between the two nothing changes
 * @param value the metric, in the unit of the rule's threshold
 * @param evidence the numbers behind it
 * @param exemplars trace ids of bad samples
 */
public record Finding(boolean holds, boolean clear, double value, Evidence evidence, List<String> exemplars) {}
