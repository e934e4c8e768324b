package dev.flyball.benchmarks.processor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The bare consumer as most would write it: databind, and the plain topology's aggregates in a map. */
final class PlainConsumerJob {
    private static final long WINDOW_MS = 10_000;
    private static final ObjectReader JSON = new ObjectMapper().readerFor(PlainStreamsJob.Request.class);

    private record Window(String endpoint, long start) {}

    private PlainConsumerJob() {}

    public static void main(String[] arguments) throws Exception {
        Job job = Job.of(arguments);
        Progress progress = new Progress(job);
        Map<Window, PlainAggregate> windows = new HashMap<>();
        BareReading.run(job, progress, record -> {
            PlainStreamsJob.Request request = read(record.value());
            long start = request.timestamp() / WINDOW_MS * WINDOW_MS;
            windows.computeIfAbsent(
                            new Window(request.service() + "|" + request.endpoint(), start),
                            window -> new PlainAggregate())
                    .add(request);
            progress.add(1);
        });
        if (windows.size() != job.windows()) {
            throw new IllegalStateException(windows.size() + " windows instead of " + job.windows());
        }
        System.out.println(progress.await(Duration.ZERO).line());
    }

    private static PlainStreamsJob.Request read(byte[] value) {
        try {
            return JSON.readValue(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
