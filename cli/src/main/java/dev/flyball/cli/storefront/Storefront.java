package dev.flyball.cli.storefront;

import dev.flyball.cache.CacheClient;
import dev.flyball.cache.CacheReads;
import dev.flyball.ingest.FlyballFilter;
import dev.flyball.ingest.ProcessResources;
import dev.flyball.ingest.PublisherSettings;
import dev.flyball.ingest.SamplePublisher;
import dev.flyball.schemas.Sample;
import dev.flyball.schemas.topic.Topics;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.util.EnumSet;
import java.util.Map;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The running shop. It answers whether or not Kafka and Redis are there: samples are dropped without the one, every
 * read goes to the database without the other.
 */
public final class Storefront implements AutoCloseable {
    /** Name of the service in its samples. */
    public static final String SERVICE = "storefront";

    /** The header that says who asks. */
    public static final String USER_HEADER = "X-User";

    private static final int THREADS = 128;

    private final ShopDatabase database;
    private final CacheClient cache;
    private final SamplePublisher publisher;
    private final Shop shop;
    private final Javalin server;
    private volatile boolean publishing;

    private Storefront(Settings settings) {
        database = ShopDatabase.open();
        cache = CacheClient.builder()
                .redis(settings.redis())
                .kafka(Map.copyOf(settings.kafka()), settings.topics())
                .build();
        publisher = SamplePublisher.start(
                settings.kafka(),
                PublisherSettings.DEFAULT.withTopic(
                        settings.topics().requestSamples().name()));
        shop = new Shop(database, cache);
        server = Javalin.create(this::configure);
    }

    private Storefront listen(String host, int port) {
        try {
            server.start(host, port);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * What it needs.
     *
     * @param kafka properties of Kafka's clients
     * @param host address to listen on
     * @param port port to listen on; 0 for a free one
     */
    public record Settings(Map<String, String> kafka, Topics topics, URI redis, String host, int port) {
        public Settings {
            kafka = Map.copyOf(kafka);
        }
    }

    /** Opens the shop; no samples are published yet, so that it can be warmed up without looking slow. */
    public static Storefront start(Settings settings) {
        return new Storefront(settings).listen(settings.host(), settings.port());
    }

    /** Lets it be watched from now on. */
    public void startPublishing() {
        publishing = true;
    }

    public int port() {
        return server.port();
    }

    /** Lets something go wrong. */
    public void suffer(Fault fault) {
        shop.suffer(fault);
    }

    /** Ends the faults that go on; what they have left in the cache stays. */
    public void recover() {
        shop.recover();
    }

    @Override
    public void close() {
        server.stop();
        publisher.close();
        cache.close();
        database.close();
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.jetty.threadPool = new QueuedThreadPool(THREADS);
        config.jetty.modifyServletContextHandler(context -> {
            FilterHolder filter = new FilterHolder(filter());
            filter.setAsyncSupported(true);
            context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        });
        new ShopRoutes(shop).addTo(config.routes);
    }

    private void publish(Sample sample) {
        if (publishing) {
            publisher.publish(sample);
        }
    }

    private FlyballFilter filter() {
        return FlyballFilter.builder(SERVICE, this::publish)
                .user(request -> request.getHeader(USER_HEADER))
                .cacheReads(CacheReads::take)
                .resources(new ProcessResources())
                .build();
    }
}
