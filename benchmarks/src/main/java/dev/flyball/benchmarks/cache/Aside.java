package dev.flyball.benchmarks.cache;

import dev.flyball.cache.Loader;

/** A cache that is asked first, and filled with what is loaded; {@link AsideContender} lists the ways to have one. */
interface Aside extends AutoCloseable {
    String get(String key, Loader<String> loader) throws Exception;

    /** After the value has changed where the loader finds it. */
    void invalidate(String key);

    @Override
    void close();
}
