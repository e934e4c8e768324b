/** What the cache wants from the store that all processes share. */
@NullMarked
package dev.flyball.cache.store;

import org.jspecify.annotations.NullMarked;
