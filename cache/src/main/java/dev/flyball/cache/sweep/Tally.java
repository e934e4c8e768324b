package dev.flyball.cache.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Counts what a sweep does. Of one thread. */
final class Tally {
    private static final int MAX_SAMPLES = 10;

    private final long keys;
    private final List<String> samples = new ArrayList<>();
    private Checkpoint checkpoint;
    private long scanned;
    private long matched;
    private long spared;
    private long removed;
    private long weighed;
    private long weighedBytes;

    Tally(long keys, Checkpoint checkpoint) {
        this.keys = keys;
        this.checkpoint = checkpoint;
    }

    void scanned(int places, int matching) {
        scanned += places;
        matched += matching;
    }

    void spared(int some) {
        spared += some;
    }

    void weighed(OptionalLong bytes) {
        bytes.ifPresent(size -> {
            weighed++;
            weighedBytes += size;
        });
    }

    void removed(List<byte[]> names, int some) {
        removed += some;
        names.stream()
                .limit(MAX_SAMPLES - samples.size())
                .map(name -> new String(name, UTF_8))
                .forEach(samples::add);
    }

    void reached(Checkpoint place) {
        checkpoint = place;
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Progress progress() {
        OptionalLong bytes = weighed == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Math.round((double) weighedBytes / weighed * removed));
        return new Progress(keys, Math.min(keys, scanned), matched, spared, removed, bytes, samples, checkpoint);
    }
}
