package dev.flyball.cache;

import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.Stamp;
import dev.flyball.cache.entry.TimeToLive;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a namespace are stamped.
 *
 * @param absent for how long it is known that there is no value; null to forget that at once
 * @param tagsOf the tags that a value has by itself
 */
record Stamping<V>(Helm helm, TimeToLive present, @Nullable TimeToLive absent, Function<V, Tags> tagsOf) {
    /** The stamp of a value that is stored now; empty if it is not to be kept. */
    Optional<Stamp> stamp(@Nullable V value, Tags tags, Basis basis, int costMs) {
        Tags all = value == null ? tags : tags.and(tagsOf.apply(value));
        TimeToLive timeToLive = value == null ? absent : present;
        return Optional.ofNullable(timeToLive)
                .map(ttl -> ttl.stamp(basis, helm.stampsOf(all, basis), helm.nowMs(), costMs));
    }
}
