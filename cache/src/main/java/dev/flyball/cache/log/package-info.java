/** The two logs, cache-control and cache-keys, read and written. */
@NullMarked
package dev.flyball.cache.log;

import org.jspecify.annotations.NullMarked;
