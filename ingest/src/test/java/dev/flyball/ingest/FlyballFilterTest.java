package dev.flyball.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flyball.schemas.CacheOutcome;
import dev.flyball.schemas.CacheRead;
import dev.flyball.schemas.ResourceUsage;
import dev.flyball.schemas.Sample;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class FlyballFilterTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Sample> samples = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(1_000_000);
    private final FakeExchange exchange = new FakeExchange("GET");

    @Test
    void aRequestIsMeasured() throws Exception {
        exchange.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        serve(filter().instance("pod-7").build(), () -> {
            exchange.attribute(FlyballFilter.ROUTE, "/api/products/{id}");
            exchange.status(201);
            nanos.addAndGet(12_345_678);
        });

        assertThat(samples)
                .containsExactly(new Sample(
                        NOW.toEpochMilli(),
                        "shop",
                        "GET /api/products/{id}",
                        12.345,
                        201,
                        false,
                        null,
                        "pod-7",
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        false,
                        null,
                        null));
    }

    @Test
    void springsRouteIsUnderstood() throws Exception {
        serve(
                filter().build(),
                () -> exchange.attribute(
                        "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/orders/{id}"));

        assertThat(samples).extracting(Sample::endpoint).containsExactly("GET /orders/{id}");
    }

    @Test
    void aRouteNeverCarriesMarkup() throws Exception {
        serve(filter().build(), () -> exchange.attribute(FlyballFilter.ROUTE, "/files/<path>"));

        assertThat(samples).extracting(Sample::endpoint).containsExactly("GET /files/{path}");
    }

    @Test
    void hostilePathsAndMethodsMakeNoNewEndpoints() throws Exception {
        FakeExchange hostile = new FakeExchange("X" + "Y".repeat(1000));
        FlyballFilter filter = filter().build();

        filter.doFilter(hostile.request(), hostile.response(), (request, response) -> {});
        serve(filter, () -> exchange.status(404));

        assertThat(samples).extracting(Sample::endpoint).containsExactly("OTHER (unmatched)", "GET (unmatched)");
    }

    @Test
    void anExceptionCountsAsAServerErrorAndGoesOn() {
        FlyballFilter filter = filter().build();
        ServletException failure = new ServletException("broken");

        assertThatThrownBy(() -> filter.doFilter(exchange.request(), exchange.response(), (request, response) -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.status()).isEqualTo(500);
            assertThat(sample.error()).isTrue();
        });
    }

    @Test
    void anAsynchronousRequestEndsWhenItIsComplete() throws Exception {
        serve(filter().build(), exchange::startAsync);
        assertThat(samples).isEmpty();

        nanos.addAndGet(3_000_000);
        exchange.status(202);
        exchange.complete();
        exchange.complete();

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.status()).isEqualTo(202);
            assertThat(sample.responseTimeMs()).isEqualTo(3.0);
        });
    }

    @Test
    void anAsynchronousFailureIsAnError() throws Exception {
        serve(filter().build(), exchange::startAsync);

        exchange.fail();
        exchange.complete();

        assertThat(samples).singleElement().matches(Sample::failed);
    }

    @Test
    void aSecondAsynchronousCycleIsFollowedToItsEnd() throws Exception {
        serve(filter().build(), exchange::startAsync);

        exchange.restartAsync();
        exchange.complete();

        assertThat(samples).hasSize(1);
    }

    @Test
    void aRequestThatWasCompletedByAnotherThreadMeanwhileIsMeasuredToo() throws Exception {
        serve(filter().build(), exchange::startAsyncThatIsOverAtOnce);

        assertThat(samples).hasSize(1);
    }

    @Test
    void aRequestThatPassesTheFilterTwiceIsOneSample() throws Exception {
        FlyballFilter filter = filter().build();

        serve(filter, () -> serve(filter, () -> {}));

        assertThat(samples).hasSize(1);
    }

    @Test
    void leftoversOfAnEarlierRequestAreNotItsCacheRead() throws Exception {
        Queue<CacheRead> reads = new ArrayDeque<>(List.of(CacheRead.of("leftover", CacheOutcome.MISS)));
        CacheRead own = CacheRead.of("products", CacheOutcome.L2);

        serve(filter().cacheReads(() -> Optional.ofNullable(reads.poll())).build(), () -> reads.add(own));

        assertThat(samples).extracting(Sample::cache).containsExactly(own);
    }

    @Test
    void whatTheAppAddsIsInTheSample() throws Exception {
        ResourceUsage usage = new ResourceUsage(0.4, 0.7, null);
        exchange.header("x-user", "u-1").header("x-flyball-synthetic", "1");

        serve(
                filter().user(request -> request.getHeader("x-user"))
                        .resources(() -> usage)
                        .build(),
                () -> {});

        assertThat(samples).singleElement().satisfies(sample -> {
            assertThat(sample.user()).isEqualTo("u-1");
            assertThat(sample.resourceUsage()).isEqualTo(usage);
            assertThat(sample.synthetic()).isTrue();
        });
    }

    @Test
    void whatTheAppAddsCannotFailARequest() throws Exception {
        FlyballFilter filter = filter().user(request -> {
                    throw new IllegalStateException("no session");
                })
                .build();

        serve(filter, () -> exchange.status(200));

        assertThat(samples).extracting(Sample::user).containsExactly((String) null);
    }

    private FlyballFilter.Builder filter() {
        return FlyballFilter.builder("shop", samples::add).clocks(() -> NOW, nanos::get);
    }

    private void serve(FlyballFilter filter, App app) throws IOException, ServletException {
        FilterChain chain = (request, response) -> app.answer();
        filter.doFilter(exchange.request(), exchange.response(), chain);
    }

    private interface App {
        void answer() throws IOException, ServletException;
    }
}
