package dev.flyball.cache;

import org.jspecify.annotations.Nullable;

/** Gets a value from where it really lives. */
@FunctionalInterface
public interface Loader<V> {
    /**
     * The value. Null says that there is none, which {@link FlyballCache#find} passes on; {@link FlyballCache#get}
     * expects one.
     */
    @Nullable
    V load(String key) throws Exception;
}
