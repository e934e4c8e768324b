/** How fast samples become windows: the processor, a plain DSL topology, and a bare consumer on the same topic. */
@NullMarked
package dev.flyball.benchmarks.processor;

import org.jspecify.annotations.NullMarked;
