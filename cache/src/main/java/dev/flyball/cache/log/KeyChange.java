package dev.flyball.cache.log;

import dev.flyball.cache.entry.EntryKey;
import java.util.Objects;

/**
 * One key has been changed: a record of the cache-keys topic, as JSON. Any service may write it.
 *
 * @param schemaVersion of this format
 * @param namespace of the cache
 * @param key as it is between the braces of its name in Redis
 * @param token what the value that was put with the change, or loaded after it, tells; 0 if there is none
 */
public record KeyChange(int schemaVersion, String namespace, String key, long token) {
    private static final int SCHEMA_VERSION = 1;

    public KeyChange {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(key, "key");
    }

    public static KeyChange of(EntryKey key, long token) {
        return new KeyChange(SCHEMA_VERSION, key.namespace(), key.id(), token);
    }
}
