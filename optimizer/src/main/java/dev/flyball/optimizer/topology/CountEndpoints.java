package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.decide.Crowd;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Counts the endpoints of its partition that are measured, and those that ask for help, and tells all owners. Ages are
 * counted in ticks and not taken from a clock, which may jump. Nothing is kept: after a restart it is known again as soon
 * as all have been heard.
 */
final class CountEndpoints extends ContextualProcessor<String, @Nullable Object, String, NamespaceEvent> {
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final long MEASURED_TICKS = Duration.ofMinutes(1).dividedBy(TICK);
    /** While an alert fires, it asks every half minute. */
    private static final long ASKING_TICKS = Duration.ofSeconds(90).dividedBy(TICK);

    /** Shares do not get better by counting more, and names come over the wire. */
    private static final int MOST = 100_000;

    /** The tick of the last window of each endpoint. */
    private final Map<String, Long> measured = new HashMap<>();
    /** The tick of the last request of each endpoint. */
    private final Map<String, Long> asking = new HashMap<>();

    private long ticks;
    private Crowd told = Crowd.NOBODY;

    @Override
    public void init(ProcessorContext<String, NamespaceEvent> context) {
        super.init(context);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, @Nullable Object> record) {
        if (record.value() instanceof EndpointMetrics window) {
            hear(window.endpointOf(), measured);
        } else if (record.value() instanceof OptimizationRequest request) {
            hear(request.endpointOf(), asking);
        }
    }

    private void hear(Endpoint endpoint, Map<String, Long> heard) {
        String key = endpoint.key();
        if (heard.size() < MOST || heard.containsKey(key)) {
            heard.put(key, ticks);
        }
    }

    private void tick(long time) {
        ticks++;
        measured.values().removeIf(last -> last < ticks - MEASURED_TICKS);
        asking.values().removeIf(last -> last < ticks - ASKING_TICKS);
        Crowd crowd = new Crowd(measured.size(), asking.size());
        // Said again while it matters: an owner may have come to be since.
        if (!crowd.equals(told) || crowd.asking() > 0) {
            told = crowd;
            int partition = context().taskId().partition();
            NamespaceEvent event = NamespaceEvent.of(new Census(partition, crowd));
            context().forward(new Record<>("", event, Math.max(0, time)));
        }
    }
}
