package dev.flyball.processor.query;

import dev.flyball.processor.telemetry.ScrapeSource;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP door of the processor: performance, health and metrics to read, and orders about actions. */
public final class QueryApi implements AutoCloseable {
    private static final int THREADS = 32;
    private static final int CONNECTIONS = 512;
    private static final long LARGEST_BODY = 16_384;

    private final HttpConfig http;
    private final List<Route> routes;
    private final Javalin server;

    /** One that takes no orders. */
    public QueryApi(HttpConfig http, PerformanceView view, ScrapeSource scrapes) {
        this(http, view, scrapes, ActionDesk.CLOSED, InstantSource.system(), more -> {});
    }

    /**
     * @param desk takes orders about actions
     * @param clock stamps them
     * @param more adds what else is served behind the same token, such as pages
     */
    public QueryApi(
            HttpConfig http,
            PerformanceView view,
            ScrapeSource scrapes,
            ActionDesk desk,
            InstantSource clock,
            Consumer<JavalinConfig> more) {
        this.http = http;
        this.routes = Stream.of(
                        new PerformanceRoutes(view).all(),
                        new ActionRoutes(view, desk, clock).all(),
                        new SystemRoutes(view, scrapes).all())
                .flatMap(List::stream)
                .toList();
        this.server = Javalin.create(config -> {
            limit(config);
            config.routes.before(
                    ctx -> ctx.header("X-Content-Type-Options", "nosniff").header("Cache-Control", "no-store"));
            config.routes.before(new Access(http.token()));
            config.routes.beforeMatched(new OrderAccess(http.token() != null));
            routes.forEach(route -> route.addTo(config.routes));
            ProblemAnswers.addTo(config.routes);
            more.accept(config);
        });
    }

    private static void limit(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.prefer405over404 = true;
        config.http.maxRequestSize = LARGEST_BODY;
        config.jetty.modifyHttpConfiguration(jetty -> jetty.setSendServerVersion(false));
        config.jetty.threadPool = new QueuedThreadPool(THREADS);
        // A connection has one request at a time, so this bounds what waits for a thread as well.
        config.jetty.modifyServer(jetty -> jetty.addBean(new NetworkConnectionLimit(CONNECTIONS, jetty)));
    }

    /** Starts to listen; fails if the address is taken. */
    public QueryApi start() {
        server.start(http.bind(), http.port());
        return this;
    }

    /** The port it listens on, once started. */
    public int port() {
        return server.port();
    }

    List<Route> routes() {
        return routes;
    }

    @Override
    public void close() {
        server.stop();
    }
}
