package dev.flyball.cli.demo;

import dev.flyball.cli.lifecycle.Parts;
import dev.flyball.cli.lifecycle.TemporaryFolder;
import dev.flyball.cli.storefront.Storefront;
import dev.flyball.cli.topics.ClusterTopics;
import dev.flyball.embedded.EmbeddedKafka;
import dev.flyball.embedded.EmbeddedRedis;
import dev.flyball.loadgen.LoadRun;
import dev.flyball.loadgen.http.HttpTarget;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Traffic;
import dev.flyball.optimizer.OptimizerApp;
import dev.flyball.optimizer.OptimizerConfig;
import dev.flyball.optimizer.action.Staging;
import dev.flyball.optimizer.decide.Budget;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.processor.ProcessorApp;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.processor.monitor.MonitorSettings;
import dev.flyball.processor.query.HttpConfig;
import dev.flyball.processor.rules.RuleSet;
import dev.flyball.schemas.topic.Topics;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;

/** Everything that the demo needs, in this process and beside it, started as far as possible at the same time. */
final class Stage {
    private static final Topics TOPICS = new Topics(Topics.DEFAULT.prefix(), 2);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final double WARM_UP_RATE = 200;
    private static final MonitorSettings MONITOR = new MonitorSettings(
            RuleSet.DEFAULT, Duration.ofMinutes(2), Duration.ofSeconds(10), MonitorSettings.DEFAULT.endpointExpiry());
    private static final Duration COOLDOWN = Duration.ofSeconds(20);
    /**
     * The shop has few keys and few shoppers: two groups of the same size tell soonest what a treatment does. Times of hits and
     * misses lie four powers of ten apart; after two looks before the treatment, an unlucky draw was never judged.
     */
    private static final Staging STAGING =
            Staging.DEFAULT.withPermilles(List.of(500)).withBaselineLooks(4).withMinSamples(10);

    /** A demo has no night to wait for the next hour. */
    private static final Budget BUDGET = new Budget(100, 1_000);
    /** The shop's database takes what it is asked, except when it is to be slow. */
    private static final double ORIGIN_HEADROOM = 100;

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Parts parts;
    private final StartTimes times = new StartTimes(System::nanoTime);
    private final Ports ports = new Ports();
    private final TemporaryFolder folder;

    private final EmbeddedKafka kafka;
    private final EmbeddedRedis redis;
    private final ProcessorApp processor;
    private final Storefront storefront;

    /**
     * Starts everything.
     *
     * @param parts take over what has to be closed
     * @throws IllegalStateException if a part does not start
     */
    Stage(Parts parts) {
        this.parts = parts;
        this.folder = parts.add(TemporaryFolder.create("flyball-demo-"));
        try {
            CompletableFuture<EmbeddedRedis> redisStart = start("redis", this::startRedis);
            kafka = times.of("kafka", this::startKafka);
            CompletableFuture<Storefront> shop = redisStart
                    .thenApplyAsync(ready -> times.of("shop", () -> startStorefront(ready)))
                    .thenApply(cold -> times.of("warm-up", () -> warmUp(cold)));
            times.of("topics", this::createTopics);
            CompletableFuture<OptimizerApp> optimizing = start("optimizer", this::startOptimizer);
            processor = times.of("processor", this::startProcessor);
            optimizing.join();
            redis = redisStart.join();
            storefront = shop.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause() == null ? e : e.getCause());
        }
    }

    Storefront storefront() {
        return storefront;
    }

    String times() {
        return times.toString();
    }

    Ports ports() {
        return ports;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    Topics topics() {
        return TOPICS;
    }

    EmbeddedRedis redis() {
        return redis;
    }

    URI shop() {
        return urlOf(storefront);
    }

    URI api() {
        return URI.create("http://127.0.0.1:" + processor.httpPort());
    }

    String folders() {
        return folder.path() + " and " + kafka.dataFolder();
    }

    /** Hands every event to an observer from now on. */
    void observe(Observer observer) {
        parts.add(TopicWatch.start(kafka.bootstrapServers(), TOPICS, observer));
    }

    /** Lets the shoppers in. */
    void open(double rate) {
        storefront.startPublishing();
        parts.add(run(Shoppers.open(shop(), rate))::stop);
    }

    private LoadRun run(Scenario scenario) {
        HttpTarget target = parts.add(new HttpTarget((Traffic.Http) scenario.traffic()));
        return LoadRun.of(scenario, target).start();
    }

    private Storefront warmUp(Storefront cold) {
        run(Shoppers.warmUp(urlOf(cold), WARM_UP_RATE, WARM_UP)).await();
        return cold;
    }

    private static URI urlOf(Storefront storefront) {
        return URI.create("http://127.0.0.1:" + storefront.port());
    }

    private <T> CompletableFuture<T> start(String part, Callable<T> start) {
        Supplier<T> timed = () -> times.of(part, start);
        return CompletableFuture.supplyAsync(timed);
    }

    private EmbeddedKafka startKafka() {
        return parts.add(EmbeddedKafka.start(EmbeddedKafka.Settings.DEFAULT.withPort(ports.usual("Kafka", 9092))));
    }

    private EmbeddedRedis startRedis() {
        return parts.add(EmbeddedRedis.start(EmbeddedRedis.Settings.DEFAULT.withPort(ports.usual("Redis", 6379))));
    }

    private int createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return new ClusterTopics(admin, TOPICS)
                    .create(Optional.of((short) 1))
                    .size();
        }
    }

    private Storefront startStorefront(EmbeddedRedis ready) {
        return parts.add(Storefront.start(new Storefront.Settings(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                TOPICS,
                ready.uri(),
                "127.0.0.1",
                ports.usual("the shop", 8080))));
    }

    private ProcessorApp startProcessor() throws InterruptedException {
        ProcessorConfig config = ProcessorConfig.of(kafka.bootstrapServers())
                .withTopics(TOPICS)
                .withStreams(ProcessorConfig.Streams.DEFAULT.withStateDir(
                        folder.path().resolve("processor")))
                .withMonitor(MONITOR)
                .withHttp(new HttpConfig("127.0.0.1", ports.usual("the API", 8090), null));
        ProcessorApp app = parts.add(new ProcessorApp(config));
        app.start();
        await("the processor", app::isRunning);
        return app;
    }

    private OptimizerApp startOptimizer() throws InterruptedException {
        OptimizerConfig config = OptimizerConfig.defaults()
                .withTopics(TOPICS)
                .withKafka(Map.of("bootstrap.servers", kafka.bootstrapServers()))
                .withStateDir(folder.path().resolve("optimizer"))
                // What the incidents need, so that each run is the same: there is no time to learn.
                .withPolicy(Policy.defaults()
                        .withDefaultMode(Mode.OFF)
                        .withMode("invalidate", Mode.AUTO)
                        .withMode("serve-stale", Mode.AUTO)
                        .withCooldown(COOLDOWN)
                        .withStaging(STAGING)
                        .withHoldOut(0)
                        .withBudget(BUDGET)
                        .withOriginHeadroom(ORIGIN_HEADROOM));
        OptimizerApp app = parts.add(new OptimizerApp(config, InstantSource.system()));
        app.start();
        await("the optimizer", app::isRunning);
        return app;
    }

    private static void await(String part, BooleanSupplier running) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!running.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(part + " is not running after " + LONGEST_START.toSeconds() + " s");
            }
            Thread.sleep(LOOK.toMillis());
        }
    }
}
