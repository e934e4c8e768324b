/** The control log: the cache-control topic, read and written. */
@NullMarked
package dev.flyball.cache.log;

import org.jspecify.annotations.NullMarked;
