package dev.flyball.cache;

/** Gets a value from where it really lives. */
@FunctionalInterface
public interface Loader<V> {
    /** Never null: what does not exist is an exception of the app's own, which reaches the caller as it is. */
    V load(String key) throws Exception;
}
