package dev.flyball.schemas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.json.SampleReader;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import dev.flyball.schemas.sketch.UserSketch;
import java.util.List;

/**
 * Whatever bytes come, what reads them throws nothing but its own kind of refusal. A build reads the corpus in
 * {@code src/test/resources/dev/flyball/schemas/HostileBytesFuzzTestInputs}. To look for new bytes, for one method at a
 * time:
 *
 * <pre>JAZZER_FUZZ=1 mvn test -Djazzer.hooks=true -pl schemas -Dtest=HostileBytesFuzzTest#samples</pre>
 *
 * What it finds is put into the corpus.
 */
class HostileBytesFuzzTest {
    private static final List<Class<?>> EVENTS = List.of(
            EndpointMetrics.class,
            Alert.class,
            OptimizationRequest.class,
            OptimizationResult.class,
            Rule.class,
            ActionScore.class,
            CacheControl.class,
            ActionCommand.class,
            ActionAnswer.class,
            Freeze.class);

    private static final SampleReader READER = new SampleReader(SampleLimits.DEFAULT);

    @FuzzTest(maxDuration = "30s")
    void samples(byte[] bytes) {
        READER.read(bytes, 1_763_836_800_000L, new SampleReader.Visitor() {
            @Override
            public void sample(Sample sample) {
                sample.endpointOf().key();
            }

            @Override
            public void rejected(Rejection rejection, int from, int to) {
                if (from < 0 || from > to || to > bytes.length) {
                    throw new AssertionError("rejected from " + from + " to " + to + " of " + bytes.length);
                }
            }
        });
    }

    @FuzzTest(maxDuration = "30s")
    void latencySketch(byte[] bytes) {
        try {
            LatencySketch sketch = LatencySketch.ofBytes(bytes);
            sketch.merge(LatencySketch.ofBytes(bytes));
            sketch.quantileMicros(0.99);
            sketch.countAbove(1_000);
            LatencySketch.ofBytes(sketch.toBytes());
        } catch (MalformedBytesException refusal) {
            // As it should be.
        }
    }

    @FuzzTest(maxDuration = "30s")
    void userSketch(byte[] bytes) {
        try {
            UserSketch sketch = UserSketch.ofBytes(bytes);
            sketch.merge(UserSketch.ofBytes(bytes));
            sketch.count();
            UserSketch.ofBytes(sketch.toBytes());
        } catch (MalformedBytesException refusal) {
            // As it should be.
        }
    }

    /** The first byte says which event is expected. */
    @FuzzTest(maxDuration = "30s")
    void events(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        Class<?> type = EVENTS.get((bytes[0] & 0xFF) % EVENTS.size());
        byte[] json = new byte[bytes.length - 1];
        System.arraycopy(bytes, 1, json, 0, json.length);
        try {
            EventJson.write(EventJson.read(json, type));
        } catch (MalformedEventException refusal) {
            // As it should be.
        }
    }
}
