package dev.flyball.cli.cache;

import dev.flyball.cache.sweep.Progress;
import dev.flyball.cli.text.Amount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a sweep.
 *
 * @param complete whether it came to the end
 * @param removed keys; those that would have been, if it was a dry run
 * @param bytes that they took, in about; null if the servers do not tell
 * @param resume where to go on; null at the end
 */
public record SweepReport(
        boolean complete,
        boolean dryRun,
        long keys,
        long scanned,
        long matched,
        long spared,
        long removed,
        @Nullable Long bytes,
        long tookMs,
        List<String> samples,
        @Nullable String resume) {
    public static SweepReport of(Progress progress, boolean complete, boolean dryRun, long tookMs) {
        return new SweepReport(
                complete,
                dryRun,
                progress.keys(),
                progress.scanned(),
                progress.matched(),
                progress.spared(),
                progress.removed(),
                progress.bytes().isPresent() ? progress.bytes().getAsLong() : null,
                tookMs,
                dryRun ? progress.samples() : List.of(),
                complete ? null : progress.checkpoint().toString());
    }

    /** What people want to know, by name. */
    public Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put(
                dryRun ? "would remove" : "removed",
                Amount.count(removed) + " keys" + (bytes == null ? "" : ", about " + Amount.bytes(bytes)));
        lines.put("looked at", "about " + Amount.count(scanned) + " of " + Amount.count(keys) + " keys");
        lines.put("matched", Amount.count(matched) + (spared == 0 ? "" : ", " + Amount.count(spared) + " spared"));
        lines.put("took", Amount.time(tookMs));
        if (!samples.isEmpty()) {
            lines.put("such as", String.join("  ", samples));
        }
        return lines;
    }
}
