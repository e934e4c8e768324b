package dev.flyball.benchmarks.processor;

import dev.flyball.processor.digest.LiveDigests;
import dev.flyball.processor.monitor.Changes;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.monitor.Publication;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.Sample;
import java.util.SplittableRandom;

/** Endpoints that are watched by a monitor, without anything around it. */
final class Crowd {
    private static final Publication NOBODY = new Publication() {
        @Override
        public void metrics(EndpointMetrics metrics) {}

        @Override
        public void alert(Alert alert) {}

        @Override
        public void request(OptimizationRequest request) {}
    };

    private final SplittableRandom random = new SplittableRandom(7);
    private final Saved saved = new Saved();
    private final int endpoints;
    private final int perSecond;
    private final long heapBefore;
    private final Monitor monitor;
    private long second = 1_750_000_000;

    /**
     * @param endpoints how many there are
     * @param perSecond samples of each, on average
     */
    Crowd(int endpoints, int perSecond) throws InterruptedException {
        this.endpoints = endpoints;
        this.perSecond = perSecond;
        heapBefore = Heap.liveBytes();
        monitor = new Monitor(MonitorSettings.DEFAULT);
    }

    /** Lets time pass, with samples. */
    void live(int seconds) {
        for (int i = 0; i < seconds; i++) {
            LiveDigests live = new LiveDigests();
            for (int sample = endpoints * perSecond; sample > 0; sample--) {
                live.add(sample(random.nextInt(endpoints)));
            }
            live.drain(monitor::add);
            tick();
        }
    }

    private Sample sample(int endpoint) {
        return new Sample(
                second * 1_000 + random.nextInt(1_000),
                "service-" + endpoint / 100,
                "GET /api/v1/things-" + endpoint % 100 + "/{id}",
                Math.round(1_000 * Math.exp(Math.log(20) + 0.6 * random.nextGaussian())) / 1_000.0,
                random.nextInt(200) == 0 ? 503 : 200,
                false,
                "u-" + random.nextInt(100_000),
                "pod-" + random.nextInt(40),
                random.nextInt(10) == 0
                        ? Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong())
                        : null,
                false,
                null,
                null);
    }

    /** Lets time pass, without. */
    void keepSilent(int seconds) {
        for (int i = 0; i < seconds; i++) {
            tick();
        }
    }

    private void tick() {
        second++;
        monitor.advanceTo(second * 1_000, NOBODY);
        monitor.drainChanges(saved);
    }

    /** Live objects in the heap, for each endpoint. */
    double bytesEach() throws InterruptedException {
        double all = Heap.liveBytes() - heapBefore;
        if (monitor.endpoints() != endpoints) {
            throw new IllegalStateException(monitor.endpoints() + " endpoints instead of " + endpoints);
        }
        return all / endpoints;
    }

    /** What is written of an endpoint at a commit, beside blocks of panes. */
    double savedBytesEach() {
        return (double) saved.bytes / saved.times;
    }

    /** Knows how much was saved. */
    private static final class Saved implements Changes {
        private long times;
        private long bytes;

        @Override
        public void block(Endpoint endpoint, int level, long startMs, byte[] content) {}

        @Override
        public void endpoint(Endpoint endpoint, byte[] saved) {
            times++;
            bytes += saved.length;
        }

        @Override
        public void forgetEndpoint(Endpoint endpoint) {}

        @Override
        public void alert(OpenAlert alert) {}
    }
}
