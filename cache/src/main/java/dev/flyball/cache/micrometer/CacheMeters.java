package dev.flyball.cache.micrometer;

import dev.flyball.cache.CacheStats;
import dev.flyball.cache.FlyballCache;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of one cache. */
final class CacheMeters {
    private final FlyballCache<?> cache;
    private final Tags tags;

    CacheMeters(FlyballCache<?> cache, Tags tags) {
        this.cache = cache;
        this.tags = tags.and("cache", cache.namespace());
    }

    void bindTo(MeterRegistry registry) {
        bindReads(registry);
        bindLoads(registry);
        bindValues(registry);
    }

    private void bindReads(MeterRegistry registry) {
        gets(registry, "hit", "l1", CacheStats::l1);
        gets(registry, "hit", "l2", CacheStats::l2);
        gets(registry, "hit", "stale", CacheStats::stale);
        gets(registry, "miss", "none", CacheStats::misses);
        gets(registry, "miss", "bypass", CacheStats::bypasses);
        counter("cache.gets.negative", "hits that told that there is no value", CacheStats::negatives)
                .register(registry);
    }

    private void bindLoads(MeterRegistry registry) {
        load(registry, "success", CacheStats::loadSuccessCount);
        load(registry, "failure", CacheStats::loadFailureCount);
        counter("cache.load.timeouts", "reads that did not wait for the end of the load", CacheStats::loadTimeouts)
                .register(registry);
        TimeGauge.builder(
                        "cache.load.duration",
                        cache,
                        TimeUnit.NANOSECONDS,
                        each -> each.stats().totalLoadTime())
                .description("the time that all loads so far have taken")
                .tags(tags)
                .register(registry);
    }

    private void bindValues(MeterRegistry registry) {
        counter("cache.puts", "values that were kept", CacheStats::puts).register(registry);
        gauge("cache.size", "values in memory", stats -> stats.memory().size()).register(registry);
        gauge(
                        "cache.weight",
                        "about as much as they take, if l1MaxBytes is set",
                        stats -> stats.memory().weight())
                .baseUnit("bytes")
                .register(registry);
        counter("cache.evictions", "values that left memory for others", CacheStats::evictionCount)
                .register(registry);
        counter("cache.eviction.weight", "about as much as those took", CacheStats::evictionWeight)
                .baseUnit("bytes")
                .register(registry);
        discarded(registry, "superseded", CacheStats::superseded);
        discarded(registry, "lease_lost", CacheStats::leasesLost);
        discarded(registry, "too_large", CacheStats::tooLarge);
        discarded(registry, "undecodable", CacheStats::undecodable);
    }

    private void gets(MeterRegistry registry, String result, String tier, ToDoubleFunction<CacheStats> value) {
        counter("cache.gets", "reads by their outcome", value)
                .tag("result", result)
                .tag("tier", tier)
                .register(registry);
    }

    private void load(MeterRegistry registry, String result, ToDoubleFunction<CacheStats> value) {
        counter("cache.load", "loads by their outcome", value)
                .tag("result", result)
                .register(registry);
    }

    private void discarded(MeterRegistry registry, String reason, ToDoubleFunction<CacheStats> value) {
        counter("cache.discarded", "values that were not kept, or found and of no use", value)
                .tag("reason", reason)
                .register(registry);
    }

    private Gauge.Builder<? extends FlyballCache<?>> gauge(
            String name, String description, ToDoubleFunction<CacheStats> value) {
        return Gauge.builder(name, cache, each -> value.applyAsDouble(each.stats()))
                .description(description)
                .tags(tags);
    }

    private FunctionCounter.Builder<? extends FlyballCache<?>> counter(
            String name, String description, ToDoubleFunction<CacheStats> value) {
        return FunctionCounter.builder(name, cache, each -> value.applyAsDouble(each.stats()))
                .description(description)
                .tags(tags);
    }
}
