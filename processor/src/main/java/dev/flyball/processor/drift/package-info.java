/** Whether an endpoint behaves unlike its own healthy past: evidence against a budget of false alarms, no thresholds. */
@NullMarked
package dev.flyball.processor.drift;

import org.jspecify.annotations.NullMarked;
