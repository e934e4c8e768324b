/** The numbers of the caches for Micrometer. */
@NullMarked
package dev.flyball.cache.micrometer;

import org.jspecify.annotations.NullMarked;
