package dev.flyball.optimizer.decide;

import dev.flyball.schemas.CacheMetrics;
import dev.flyball.schemas.EndpointMetrics;
import java.util.Locale;

/**
 * How much more an origin would be asked if a share of the keys had to be loaded anew: at first each of their hits is a
 * miss.
 *
 * @param hitsPerSecond of the namespace, in the window of the request
 * @param missesPerSecond what the origin is asked already
 * @param headroom how much more it may be asked, as a multiple of that
 */
record OriginForecast(double hitsPerSecond, double missesPerSecond, double headroom) {
    /** Any origin can take that, or is down anyway. */
    private static final double ALWAYS_PER_SECOND = 10;
    /** With fewer keys than 1 % nothing could be measured. */
    static final int LEAST_PERMILLE = 10;

    static OriginForecast of(Proposal proposal, double headroom) {
        EndpointMetrics window = proposal.request().metrics();
        double seconds = Math.max(1, window.windowEnd() - window.windowStart()) / 1000.0;
        double hits = 0;
        double misses = 0;
        for (CacheMetrics cache : window.cache()) {
            if (cache.namespace().equals(proposal.namespace())) {
                hits += Reads.hits(cache).count();
                misses += Reads.misses(cache).count();
            }
        }
        return new OriginForecast(hits / seconds, misses / seconds, headroom);
    }

    /** Requests per second on top of those of today. */
    double allowed() {
        return Math.max(ALWAYS_PER_SECOND, headroom * missesPerSecond);
    }

    /** The largest share of keys that keeps within what is allowed, out of 1000. */
    int mostPermille() {
        return hitsPerSecond <= 0 ? 1000 : (int) Math.min(1000, 1000 * allowed() / hitsPerSecond);
    }

    /** A full sentence. */
    String words(int permille) {
        return String.format(
                Locale.ROOT,
                "With %.1f %% of the keys the origin would be asked %.1f times more per second, after %.1f today; %.1f more"
                        + " are allowed.",
                permille / 10.0,
                hitsPerSecond * permille / 1000,
                missesPerSecond,
                allowed());
    }
}
