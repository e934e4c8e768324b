package dev.flyball.cli.cache;

import dev.flyball.cli.text.Amount;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.CacheMode;
import dev.flyball.schemas.CacheTuning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a control record changes, in words. */
final class ControlChange {
    private static final long INTRODUCTION = 1;

    private final @Nullable CacheControl before;
    private final CacheControl after;

    /** @param before null if there was none */
    ControlChange(@Nullable CacheControl before, CacheControl after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public String toString() {
        if (before == null && after.tag() == null && after.version() == INTRODUCTION) {
            return "first use";
        }
        List<String> parts = new ArrayList<>();
        epochs().ifPresent(parts::add);
        if (after.mode() != (before == null ? CacheMode.NORMAL : before.mode())) {
            parts.add("mode " + after.mode());
        }
        if (after.ttlScale() != (before == null ? 1 : before.ttlScale())) {
            parts.add("times to live x " + after.ttlScale());
        }
        tuning().ifPresent(parts::add);
        if (!parts.isEmpty() && after.cohort().permille() < 1000) {
            parts.add("for " + Amount.percent(after.cohort().permille() / 1000.0) + " of the keys");
        }
        if (after.until() != 0 && (before == null || before.until() != after.until())) {
            parts.add("until " + Instant.ofEpochMilli(after.until()));
        }
        return parts.isEmpty() ? "confirmed" : String.join(", ", parts);
    }

    private Optional<String> tuning() {
        CacheTuning tuned = after.tuned();
        if (tuned.equals(before == null ? CacheTuning.NONE : before.tuned())) {
            return Optional.empty();
        }
        return Optional.of(tuned.equals(CacheTuning.NONE) ? "tuned as the app says" : tuned.words());
    }

    private Optional<String> epochs() {
        String tag = after.tag();
        if (tag != null && (tag.startsWith("glob:") || tag.startsWith("soft-glob:"))) {
            // It counts by its place on the log.
            return Optional.of(tag.startsWith("glob:") ? "invalidated" : "invalidated softly");
        }
        if (after.minUsable() > (before == null ? 0 : before.minUsable())) {
            return Optional.of("invalidated");
        }
        return after.minFresh() > (before == null ? 0 : before.minFresh())
                ? Optional.of("invalidated softly")
                : Optional.empty();
    }
}
