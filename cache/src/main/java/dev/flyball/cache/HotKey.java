package dev.flyball.cache;

/**
 * A key that is read often.
 *
 * @param reads about as many as there were since the start; too many rather than too few
 */
public record HotKey(String key, long reads) {}
