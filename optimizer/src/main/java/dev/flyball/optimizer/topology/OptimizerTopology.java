package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.action.Rest;
import dev.flyball.optimizer.decide.Answer;
import dev.flyball.optimizer.decide.Beginnings;
import dev.flyball.optimizer.decide.Crowd;
import dev.flyball.optimizer.decide.Decider;
import dev.flyball.optimizer.decide.Errand;
import dev.flyball.optimizer.decide.Pending;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.decide.StrategySettings;
import dev.flyball.optimizer.verify.Pulse;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.topic.EventSerde;
import dev.flyball.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The map of the optimizer. Requests and windows go by endpoint, but what is done is done to namespaces: stage 1 hands both
 * on by namespace, so that each namespace has one owner, which alone decides about it and verifies what was done.
 */
public final class OptimizerTopology {
    static final String ACTIONS = "running-actions";
    static final String RESTS = "rests";
    static final String ANSWERS = "answers";
    static final String PROPOSALS = "proposals";
    static final String BEGINNINGS = "beginnings";
    static final String CROWDS = "crowds";
    static final String CONTROLS = "controls";
    static final String OWN_SCORES = "scores";
    static final String ALL_SCORES = "all-scores";
    static final String FREEZES = "freezes";
    static final String ERRANDS = "errands";

    static final String TO_CACHES = "to-caches";
    static final String TO_RESULTS = "to-results";
    static final String TO_SCORES = "to-scores";
    static final String TO_ANSWERS = "to-answers";

    private static final String REQUESTS = "requests";
    private static final String METRICS = "metrics";
    private static final String COMMANDS = "commands";
    private static final String ROUTE_REQUESTS = "route-requests";
    private static final String ROUTE_WINDOWS = "route-windows";
    private static final String ROUTE_COMMANDS = "route-commands";
    private static final String COUNT_ENDPOINTS = "count-endpoints";
    private static final String NAMESPACES = "namespaces";
    private static final String DECIDE = "decide";
    private static final String VERIFY = "verify";
    private static final String OBEY = "obey";

    private static final Serde<String> KEY = Serdes.String();

    private OptimizerTopology() {}

    /** With the strategies that come along, and no webhook. */
    public static Topology build(Topics topics, Policy policy, InstantSource clock) {
        return build(topics, policy, StrategySettings.DEFAULT, Caller.NONE, null, clock);
    }

    /**
     * @param caller runs the errands
     * @param redis how Redis fares, empty while it does not tell; null where nobody looks after it. Never waits
     * @param clock tells when something takes effect, and how long a control record holds
     * @throws IllegalArgumentException if the policy names an unknown strategy, or one of a user's is not as it must be
     */
    public static Topology build(
            Topics topics,
            Policy policy,
            StrategySettings settings,
            Caller caller,
            @Nullable Supplier<Optional<Pulse>> redis,
            InstantSource clock) {
        Decider decider = Decider.of(policy.withBudget(policy.budget().share(topics.partitions())), settings);
        Topology topology = new Topology();
        rememberControls(topology, topics);
        rememberFreezes(topology, topics);
        routeByNamespace(topology, topics);
        topology.addSource(
                AutoOffsetReset.earliest(),
                NAMESPACES,
                KEY.deserializer(),
                checked(NamespaceEvent.class, NamespaceEvent::check),
                topics.namespaceEvents().name());
        topology.addProcessor(DECIDE, () -> new DecideRequests(decider, policy, caller, clock), NAMESPACES);
        topology.addProcessor(VERIFY, () -> new VerifyActions(policy, redis, clock), NAMESPACES);
        topology.addProcessor(OBEY, () -> new ObeyCommands(decider, policy, clock), NAMESPACES);
        addStores(topology);
        write(topology, topics);
        rememberScores(topology, topics);
        return topology;
    }

    /** In memory: the topic is compacted and small, and reading all of it at each start leaves nothing stale. */
    private static void rememberControls(Topology topology, Topics topics) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(CONTROLS), KEY, new EventSerde<>(CacheControl.class))
                        .withLoggingDisabled(),
                "cache-control",
                KEY.deserializer(),
                checked(CacheControl.class, Plausible::check),
                topics.cacheControl().name(),
                "remember-controls",
                RememberControls::new);
    }

    /** In memory, for the same reasons. */
    private static void rememberScores(Topology topology, Topics topics) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(ALL_SCORES), KEY, new EventSerde<>(ActionScore.class))
                        .withLoggingDisabled(),
                "action-scores",
                KEY.deserializer(),
                checked(ActionScore.class, Plausible::check),
                topics.actionScores().name(),
                "remember-scores",
                RememberScores::new);
    }

    private static void rememberFreezes(Topology topology, Topics topics) {
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(FREEZES), KEY, new EventSerde<>(Freeze.class))
                        .withLoggingDisabled(),
                "freezes-of-all",
                KEY.deserializer(),
                new EventSerde<>(Freeze.class).deserializer(),
                topics.freezes().name(),
                "remember-freezes",
                RememberFreezes::new);
    }

    /** From the end at first: what was asked for before the optimizer came to be is asked for again while it matters. */
    private static void routeByNamespace(Topology topology, Topics topics) {
        topology.addSource(
                AutoOffsetReset.latest(),
                REQUESTS,
                new EventTime(),
                KEY.deserializer(),
                checked(OptimizationRequest.class, Plausible::check),
                topics.optimizationRequests().name());
        topology.addSource(
                AutoOffsetReset.latest(),
                METRICS,
                new EventTime(),
                KEY.deserializer(),
                checked(EndpointMetrics.class, Plausible::check),
                topics.endpointMetrics().name());
        topology.addSource(
                AutoOffsetReset.latest(),
                COMMANDS,
                KEY.deserializer(),
                new EventSerde<>(ActionCommand.class).deserializer(),
                topics.actionCommands().name());
        topology.addProcessor(ROUTE_REQUESTS, RouteRequests::new, REQUESTS);
        topology.addProcessor(ROUTE_WINDOWS, RouteWindows::new, METRICS);
        topology.addProcessor(ROUTE_COMMANDS, RouteCommands::new, COMMANDS);
        topology.addProcessor(COUNT_ENDPOINTS, CountEndpoints::new, REQUESTS, METRICS);
        topology.addSink(
                "to-namespaces",
                topics.namespaceEvents().name(),
                KEY.serializer(),
                json(NamespaceEvent.class),
                new Addressees(),
                ROUTE_REQUESTS,
                ROUTE_WINDOWS,
                ROUTE_COMMANDS,
                COUNT_ENDPOINTS);
    }

    private static void addStores(Topology topology) {
        topology.addStateStore(store(ACTIONS, Owned.class), DECIDE, VERIFY, OBEY);
        topology.addStateStore(store(RESTS, Rest.class), DECIDE, VERIFY, OBEY);
        topology.addStateStore(store(PROPOSALS, Pending.class), DECIDE, VERIFY, OBEY);
        topology.addStateStore(store(BEGINNINGS, Beginnings.class), DECIDE, VERIFY, OBEY);
        topology.addStateStore(crowds(), DECIDE, VERIFY, OBEY);
        topology.addStateStore(store(ANSWERS, Answer.class), DECIDE);
        topology.addStateStore(store(OWN_SCORES, ActionScore.class), DECIDE, VERIFY, OBEY);
        topology.addStateStore(store(ERRANDS, Errand.class), DECIDE);
    }

    /** Not kept: it is told again, and what was true before a restart may not be any more. */
    private static StoreBuilder<KeyValueStore<Integer, Crowd>> crowds() {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(CROWDS), Serdes.Integer(), new EventSerde<>(Crowd.class))
                .withLoggingDisabled();
    }

    private static void write(Topology topology, Topics topics) {
        topology.addSink(
                TO_CACHES,
                topics.cacheControl().name(),
                KEY.serializer(),
                json(CacheControl.class),
                DECIDE,
                VERIFY,
                OBEY);
        topology.addSink(
                TO_RESULTS,
                topics.optimizationResults().name(),
                KEY.serializer(),
                json(OptimizationResult.class),
                DECIDE,
                VERIFY,
                OBEY);
        topology.addSink(TO_ANSWERS, topics.actionAnswers().name(), KEY.serializer(), json(ActionAnswer.class), OBEY);
        topology.addSink(
                TO_SCORES, topics.actionScores().name(), KEY.serializer(), json(ActionScore.class), VERIFY, OBEY);
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> store(String name, Class<V> type) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), KEY, new EventSerde<>(type));
    }

    private static <T> Serializer<T> json(Class<T> type) {
        return new EventSerde<>(type).serializer();
    }

    private static <T> Deserializer<T> checked(Class<T> type, CheckedDeserializer.Check<T> check) {
        return new CheckedDeserializer<>(new EventSerde<>(type).deserializer(), check);
    }
}
