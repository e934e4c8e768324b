/** The weather: scenarios, open-loop pacing, synthetic and real HTTP traffic, reports. */
@NullMarked
package dev.flyball.loadgen;

import org.jspecify.annotations.NullMarked;
