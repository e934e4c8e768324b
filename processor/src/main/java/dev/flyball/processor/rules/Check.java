package dev.flyball.processor.rules;

import dev.flyball.processor.windows.Windows;

/**
 * Decides a condition at one endpoint, boundary after boundary. Each endpoint has its own, so it may learn; what it
 * says must depend on nothing but what it was shown.
 */
public interface Check {
    /** What there is to say at the boundary up to which the windows reach. */
    Finding decide(Windows windows);
}
