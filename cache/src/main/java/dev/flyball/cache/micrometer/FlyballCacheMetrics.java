package dev.flyball.cache.micrometer;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.ClientStats;
import dev.flyball.cache.ControlState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of a client and of all its caches, also of those that begin later. The names are those by which
 * Micrometer tells of Caffeine, as far as there are any: {@code cache.gets}, {@code cache.puts}, {@code cache.size} and
 * so on, with the namespace as {@code cache}. All are read when the registry asks; no read of a cache gets slower.
 */
public final class FlyballCacheMetrics implements MeterBinder {
    private final CacheClient client;
    private final Tags tags;

    public FlyballCacheMetrics(CacheClient client) {
        this(client, List.of());
    }

    /** @param tags of all meters; to tell the clients apart if there are several */
    public FlyballCacheMetrics(CacheClient client, Iterable<Tag> tags) {
        this.client = client;
        this.tags = Tags.of(tags);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindClient(registry);
        client.forEachCache(cache -> new CacheMeters(cache, tags).bindTo(registry));
    }

    private void bindClient(MeterRegistry registry) {
        for (ControlState state : ControlState.values()) {
            gauge(
                            "cache.control.state",
                            "1 for the state that the client is in",
                            stats -> stats.state() == state ? 1 : 0)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        TimeGauge.builder("cache.control.lag", client, TimeUnit.SECONDS, FlyballCacheMetrics::lagSeconds)
                .description("how old the last proof is that all orders are known")
                .tags(tags)
                .register(registry);
        counter("cache.control.malformed", "records that are no control records", ClientStats::malformedControls)
                .register(registry);
        gauge(
                        "cache.redis.breaker",
                        "1 while requests are held back from Redis, since it failed",
                        stats -> stats.redisHeldBack() ? 1 : 0)
                .register(registry);
        counter("cache.redis.failures", "failed requests to Redis", ClientStats::redisFailures)
                .register(registry);
    }

    private static double lagSeconds(CacheClient client) {
        return client.stats()
                .controlLag()
                .map(Duration::toNanos)
                .map(nanos -> nanos / 1e9)
                .orElse(Double.NaN);
    }

    private Gauge.Builder<CacheClient> gauge(String name, String description, ToDoubleFunction<ClientStats> value) {
        return Gauge.builder(name, client, each -> value.applyAsDouble(each.stats()))
                .description(description)
                .tags(tags);
    }

    private FunctionCounter.Builder<CacheClient> counter(
            String name, String description, ToDoubleFunction<ClientStats> value) {
        return FunctionCounter.builder(name, client, each -> value.applyAsDouble(each.stats()))
                .description(description)
                .tags(tags);
    }
}
