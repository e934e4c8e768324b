/** Removes many keys from Redis, or counts them, so slowly that nobody who reads from it notices. */
@NullMarked
package dev.flyball.cache.sweep;

import org.jspecify.annotations.NullMarked;
