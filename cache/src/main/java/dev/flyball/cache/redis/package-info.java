/** The second tier: Redis, which may be slow or away. */
@NullMarked
package dev.flyball.cache.redis;

import org.jspecify.annotations.NullMarked;
