/** How often the optimizer is right, on made-up incidents whose truth is known. */
@NullMarked
package dev.flyball.benchmarks.optimizer;

import org.jspecify.annotations.NullMarked;
