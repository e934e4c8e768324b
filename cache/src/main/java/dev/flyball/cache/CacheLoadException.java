package dev.flyball.cache;

/** A value was in no cache, and could not be loaded either. */
public final class CacheLoadException extends RuntimeException {
    CacheLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
