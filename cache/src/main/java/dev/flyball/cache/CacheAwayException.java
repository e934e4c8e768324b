package dev.flyball.cache;

/** An invalidation did not reach Redis, which may go on serving the old value; it has to be repeated. */
public final class CacheAwayException extends RuntimeException {
    CacheAwayException(String message) {
        super(message);
    }
}
