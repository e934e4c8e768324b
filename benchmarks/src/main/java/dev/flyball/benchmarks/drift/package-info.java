/** How good drift is, and how soon it tells: on labelled traffic, in event time and by the clock on the wall. */
@org.jspecify.annotations.NullMarked
package dev.flyball.benchmarks.drift;
