package dev.flyball.processor.digest;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The samples of one input partition since the last drain, summed up by endpoint and pane. */
public final class LiveDigests {
    private final Map<Endpoint, NavigableMap<Long, Digest>> byEndpoint = new HashMap<>();

    public void add(Sample sample) {
        byEndpoint
                .computeIfAbsent(sample.endpointOf(), endpoint -> new TreeMap<>())
                .computeIfAbsent(Pane.startOf(sample.timestamp()), start -> new Digest())
                .add(sample);
    }

    /** Hands everything over, one call per endpoint with its digests by pane start, and begins anew. */
    public void drain(BiConsumer<Endpoint, NavigableMap<Long, Digest>> taker) {
        byEndpoint.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> taker.accept(entry.getKey(), entry.getValue()));
        clear();
    }

    public void clear() {
        byEndpoint.clear();
    }
}
