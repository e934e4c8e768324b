package dev.flyball.schemas;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request's cache read came to; of several reads, the one that counted most. */
@Doc("What a request's cache read came to; of several reads, the one that counted most.")
public record CacheRead(
        @Doc("Namespace of the cache.") String namespace,
        @Doc("How the read ended.") CacheOutcome outcome,

        @Doc("Id of the action that was running on the namespace.") @Nullable
        String action,

        @Doc("The arm of that action to which the key belongs.") @Nullable
        Arm arm) {
    public CacheRead {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(outcome, "outcome");
    }

    /** A read with no action running. */
    public static CacheRead of(String namespace, CacheOutcome outcome) {
        return new CacheRead(namespace, outcome, null, null);
    }
}
