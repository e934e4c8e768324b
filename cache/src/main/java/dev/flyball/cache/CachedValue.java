package dev.flyball.cache;

import java.util.Optional;

/**
 * What the cache knows of a key.
 *
 * @param value empty if it is known that there is none
 */
public record CachedValue<V>(Optional<V> value) {}
