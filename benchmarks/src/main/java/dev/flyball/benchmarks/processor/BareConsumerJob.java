package dev.flyball.benchmarks.processor;

import dev.flyball.processor.digest.Digest;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.SampleLimits;
import dev.flyball.schemas.json.SampleReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The floor: a consumer that reads, parses and sums up in a map, and nothing else. It writes nothing, commits nothing,
 * closes no window in time, and forgets everything in a crash.
 */
final class BareConsumerJob implements SampleReader.Visitor {
    private static final long WINDOW_MS = 10_000;

    private record Window(Endpoint endpoint, long start) {}

    private final Map<Window, Digest> windows = new HashMap<>();
    private final Progress progress;

    private BareConsumerJob(Progress progress) {
        this.progress = progress;
    }

    public static void main(String[] arguments) throws Exception {
        Job job = Job.of(arguments);
        Progress progress = new Progress(job);
        new BareConsumerJob(progress).run(job);
        System.out.println(progress.await(Duration.ZERO).line());
    }

    private void run(Job job) {
        SampleReader reader = new SampleReader(SampleLimits.DEFAULT);
        BareReading.run(job, progress, record -> reader.read(record.value(), record.timestamp(), this));
        if (windows.size() != job.windows()) {
            throw new IllegalStateException(windows.size() + " windows instead of " + job.windows());
        }
    }

    @Override
    public void sample(Sample sample) {
        long start = sample.timestamp() / WINDOW_MS * WINDOW_MS;
        windows.computeIfAbsent(new Window(sample.endpointOf(), start), window -> new Digest())
                .add(sample);
        progress.add(1);
    }

    @Override
    public void rejected(Rejection rejection, int from, int to) {
        throw new IllegalStateException("a good sample was rejected: " + rejection);
    }
}
