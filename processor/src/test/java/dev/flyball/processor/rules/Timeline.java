package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.Sample;
import java.util.ArrayList;
import java.util.List;

/** Traffic in stretches of event time, from which windows are cut; quick even when it spans days. */
final class Timeline {
    private final List<Stretch> stretches = new ArrayList<>();
    private long endMs;

    private record Stretch(long fromMs, long toMs, double perSecond, double errorRate, int tookMs) {}

    /** Goes on for so long, with so many requests per second, a share of which fail, each taking so long. */
    Timeline then(long seconds, double perSecond, double errorRate, int tookMs) {
        long toMs = endMs + seconds * 1_000;
        stretches.add(new Stretch(endMs, toMs, perSecond, errorRate, tookMs));
        endMs = toMs;
        return this;
    }

    Timeline then(long seconds, double perSecond, double errorRate) {
        return then(seconds, perSecond, errorRate, 20);
    }

    /** What is seen at the end of it. */
    Windows now() {
        return at(endMs);
    }

    Windows at(long boundaryMs) {
        return new Windows() {
            @Override
            public long boundaryMs() {
                return boundaryMs;
            }

            @Override
            public Digest between(long fromMs, long toMs) {
                Digest digest = new Digest();
                stretches.forEach(stretch -> fill(digest, stretch, fromMs, toMs));
                return digest;
            }
        };
    }

    private static void fill(Digest digest, Stretch stretch, long fromMs, long toMs) {
        long ms = Math.min(stretch.toMs, toMs) - Math.max(stretch.fromMs, fromMs);
        long samples = Math.round(Math.max(0, ms) / 1_000.0 * stretch.perSecond);
        long failed = Math.round(samples * stretch.errorRate);
        for (long i = 0; i < samples; i++) {
            digest.add(Sample.of(0, "shop", "GET /", stretch.tookMs, i < failed ? 500 : 200));
        }
    }
}
