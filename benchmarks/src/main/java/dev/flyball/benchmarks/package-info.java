/** Measures the parts of Flyball against plain ways to do the same, side by side on one machine. */
@NullMarked
package dev.flyball.benchmarks;

import org.jspecify.annotations.NullMarked;
