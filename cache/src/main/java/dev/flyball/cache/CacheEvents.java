package dev.flyball.cache;

/** Hears of what should not go unnoticed. Called on the threads that it happens on, so it must neither wait nor throw. */
public interface CacheEvents {
    /** Nobody listens. */
    CacheEvents NONE = new CacheEvents() {};

    /** A value was too large, and was not kept. */
    default void tooLarge(String namespace, String key) {}

    /** Other processes have not been told that a key has changed: they may serve it from memory for the time of l1Hold. */
    default void changeNotAnnounced(String namespace, String key, Throwable failure) {}
}
