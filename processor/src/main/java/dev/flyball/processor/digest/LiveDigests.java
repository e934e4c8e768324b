package dev.flyball.processor.digest;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The samples of one input partition since the last drain, summed up by endpoint and pane. */
public final class LiveDigests {
    /** In the order in which the endpoints came: the same for the same samples, and no sorting at each drain. */
    private final Map<Endpoint, Live> byEndpoint = new LinkedHashMap<>();

    private int size;

    public void add(Sample sample) {
        add(sample.endpointOf(), sample);
    }

    /** Counts a sample for an endpoint that need not be its own. */
    public void add(Endpoint endpoint, Sample sample) {
        byEndpoint
                .computeIfAbsent(endpoint, unknown -> new Live())
                .pane(Pane.startOf(sample.timestamp()))
                .add(sample);
    }

    /** Hands everything over, one call per endpoint with its digests by pane start, and begins anew. */
    public void drain(BiConsumer<Endpoint, NavigableMap<Long, Digest>> taker) {
        byEndpoint.forEach((endpoint, live) -> taker.accept(endpoint, live.byStart));
        clear();
    }

    public void clear() {
        byEndpoint.clear();
        size = 0;
    }

    /** How many digests there are. */
    public int size() {
        return size;
    }

    /** The panes of one endpoint. */
    private final class Live {
        private final NavigableMap<Long, Digest> byStart = new TreeMap<>();
        /** Most samples belong to the same pane as the one before. */
        private @Nullable Digest last;

        private long lastStart;
        private long newestStart = Long.MIN_VALUE;

        Digest pane(long start) {
            Digest pane = last;
            if (pane == null || start != lastStart) {
                pane = start > newestStart ? null : byStart.get(start);
                if (pane == null) {
                    pane = new Digest();
                    byStart.put(start, pane);
                    newestStart = Math.max(newestStart, start);
                    size++;
                }
                last = pane;
                lastStart = start;
            }
            return pane;
        }
    }
}
