package dev.flyball.ingest;

import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a sample of every request that a servlet app answers, asynchronous and failing ones too. To be the first
 * filter, and registered with async support.
 */
public final class FlyballFilter implements Filter {
    /**
     * The request attribute with the route as the app's router knows it, without the method, such as
     * {@code /api/products/{id}}. Spring's own attribute is understood as well; without either, the request counts for
     * {@code GET (unmatched)}.
     */
    public static final String ROUTE = "dev.flyball.route";

    /** The header by which generated traffic says so, with the value 1; the default of {@link Builder}. */
    public static final String SYNTHETIC_HEADER = "x-flyball-synthetic";

    private static final String MEASURED = FlyballFilter.class.getName() + ".measured";

    private final Consumer<Sample> publisher;
    private final String service;
    private final @Nullable String instance;
    private final Extra<HttpServletRequest, String> user;
    private final Extra<HttpServletRequest, CacheRead> cacheRead;
    private final Extra<HttpServletRequest, ResourceUsage> resources;
    private final String syntheticHeader;
    private final InstantSource clock;
    private final LongSupplier nanoTime;

    private FlyballFilter(Builder builder) {
        publisher = builder.publisher;
        service = builder.service;
        instance = builder.instance;
        user = new Extra<>("user", builder.user);
        cacheRead =
                new Extra<>("cacheReads", request -> builder.cacheReads.get().orElse(null));
        resources = new Extra<>("resources", request -> builder.resources.get());
        syntheticHeader = builder.syntheticHeader;
        clock = builder.clock;
        nanoTime = builder.nanoTime;
    }

    /**
     * Begins a filter.
     *
     * @param service name of the service, part of every endpoint
     * @param publisher takes the samples, {@code SamplePublisher::publish}; must not block
     */
    public static Builder builder(String service, Consumer<Sample> publisher) {
        return new Builder(service, publisher);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && http.getAttribute(MEASURED) == null) {
            // Set for good: a request that is forwarded or dispatched again is still the same one.
            http.setAttribute(MEASURED, true);
            measure(http, answer, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    private void measure(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // What an earlier request left on this thread is not ours.
        CacheRead unused = cacheRead.of(request);
        Measurement measurement = new Measurement(this, request, response, nanoTime.getAsLong());
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            measurement.failed();
            measurement.readCache();
            measurement.end();
            throw e;
        }
        measurement.readCache();
        measurement.endWhenAnswered();
    }

    @Nullable
    CacheRead cacheReadOf(HttpServletRequest request) {
        return cacheRead.of(request);
    }

    void publish(HttpServletRequest request, int status, boolean error, @Nullable CacheRead cache, long startedNanos) {
        long micros = Math.max(0, (nanoTime.getAsLong() - startedNanos) / 1_000);
        publisher.accept(new Sample(
                clock.millis(),
                service,
                Routes.endpoint(request),
                micros / 1_000.0,
                status,
                error,
                blankToNull(user.of(request)),
                instance,
                TraceParent.traceId(request.getHeader(TraceParent.HEADER)).orElse(null),
                "1".equals(request.getHeader(syntheticHeader)),
                cache,
                resources.of(request)));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What a filter may be given; all of it is optional. */
    public static final class Builder {
        private final String service;
        private final Consumer<Sample> publisher;
        private @Nullable String instance;
        private Function<HttpServletRequest, @Nullable String> user = request -> null;
        private Supplier<Optional<CacheRead>> cacheReads = Optional::empty;
        private Supplier<@Nullable ResourceUsage> resources = () -> null;
        private String syntheticHeader = SYNTHETIC_HEADER;
        private InstantSource clock = InstantSource.system();
        private LongSupplier nanoTime = System::nanoTime;

        private Builder(String service, Consumer<Sample> publisher) {
            this.service = Objects.requireNonNull(service, "service");
            this.publisher = Objects.requireNonNull(publisher, "publisher");
        }

        /** Names this process among those of the service, such as its pod. */
        public Builder instance(String instance) {
            this.instance = instance;
            return this;
        }

        /**
         * Tells the pseudonymous user of a request, or null. Nobody is told by default. Called at the end of the
         * request.
         */
        public Builder user(Function<HttpServletRequest, @Nullable String> user) {
            this.user = user;
            return this;
        }

        /**
         * Takes what the cache reads on this thread came to since it was last asked, such as
         * {@code CacheReads::take}. Asked when a request begins and when its thread is done with it.
         */
        public Builder cacheReads(Supplier<Optional<CacheRead>> cacheReads) {
            this.cacheReads = cacheReads;
            return this;
        }

        /** Tells the resource usage of this process, such as a {@link ProcessResources}; asked for every request. */
        public Builder resources(Supplier<@Nullable ResourceUsage> resources) {
            this.resources = resources;
            return this;
        }

        /** Names the header by which generated traffic says so, with the value 1. */
        public Builder syntheticHeader(String syntheticHeader) {
            this.syntheticHeader = Objects.requireNonNull(syntheticHeader, "syntheticHeader");
            return this;
        }

        Builder clocks(InstantSource clock, LongSupplier nanoTime) {
            this.clock = clock;
            this.nanoTime = nanoTime;
            return this;
        }

        public FlyballFilter build() {
            return new FlyballFilter(this);
        }
    }
}
