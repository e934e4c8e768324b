package dev.flyball.processor.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** All meters of one processor, and the ways by which they leave it. */
public final class Telemetry implements ScrapeSource, AutoCloseable {
    private final CompositeMeterRegistry registry = new CompositeMeterRegistry();
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstantSource wallClock;
    private final MeteredProcessor meters;
    /** Closed in reverse order. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** @param wallClock what the lag of the processor's event time is measured against */
    public Telemetry(CloudWatchConfig cloudWatch, InstantSource wallClock) {
        this.wallClock = wallClock;
        registry.add(prometheus);
        parts.push(registry::close);
        if (cloudWatch.enabled()) {
            CloudWatchPublisher publisher = new CloudWatchPublisher(cloudWatch, Clock.SYSTEM);
            registry.add(publisher.registry());
            parts.push(publisher);
        }
        meters = new MeteredProcessor(registry, wallClock);
        watchJvm();
    }

    private void watchJvm() {
        JvmGcMetrics gc = new JvmGcMetrics();
        parts.push(gc);
        gc.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** What the topology calls. */
    public ProcessorMeters meters() {
        return meters;
    }

    /** For meters of other parts; only bounded labels, please. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Reads these numbers whenever metrics are asked for. */
    public void observe(ProcessorState state) {
        meters.observe(state, wallClock);
    }

    /** Shows the client's own metrics too, until this is closed. */
    public void observe(KafkaStreams streams) {
        KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
        parts.push(metrics);
        metrics.bindTo(registry);
    }

    @Override
    public Scrape scrape(@Nullable String accept) {
        String contentType = ScrapeFormat.negotiate(accept).contentType();
        return new Scrape(contentType, prometheus.scrape(contentType));
    }

    @Override
    public void close() {
        parts.forEach(Telemetry::close);
        parts.clear();
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("telemetry cannot be closed", e);
        }
    }
}
