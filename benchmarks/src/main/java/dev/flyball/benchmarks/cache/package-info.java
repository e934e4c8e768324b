/** Measures the cache against what it is made of, and against the usual ways to do without it. */
@NullMarked
package dev.flyball.benchmarks.cache;

import org.jspecify.annotations.NullMarked;
