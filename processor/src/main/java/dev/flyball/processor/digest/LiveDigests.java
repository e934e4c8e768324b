package dev.flyball.processor.digest;

import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Hands everything over, one call per endpoint with its panes, ascending, and begins anew. */
    public void drain(BiConsumer<Endpoint, List<Pane>> taker) {
        byEndpoint.forEach((endpoint, live) -> taker.accept(endpoint, live.panes));
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
        /** Ascending; one, for most endpoints. */
        private final List<Pane> panes = new ArrayList<>(1);
        /** Most samples belong to the same pane as the one before. */
        private @Nullable Pane last;

        Digest pane(long start) {
            Pane pane = last;
            if (pane == null || start != pane.startMs()) {
                pane = at(start);
                last = pane;
            }
            return pane.digest();
        }

        private Pane at(long start) {
            int index = from(start);
            if (index < panes.size() && panes.get(index).startMs() == start) {
                return panes.get(index);
            }
            Pane fresh = new Pane(start, new Digest());
            panes.add(index, fresh);
            size++;
            return fresh;
        }

        /** Number of the first pane that starts at or after that moment; the number of panes if there is none. */
        private int from(long start) {
            int low = 0;
            int high = panes.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (panes.get(middle).startMs() < start) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
