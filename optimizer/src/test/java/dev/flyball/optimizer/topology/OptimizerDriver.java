package dev.flyball.optimizer.topology;

import dev.flyball.optimizer.SkipUnreadable;
import dev.flyball.optimizer.Traffic;
import dev.flyball.optimizer.decide.Policy;
import dev.flyball.optimizer.decide.StrategySettings;
import dev.flyball.optimizer.verify.Pulse;
import dev.flyball.optimizer.webhook.Caller;
import dev.flyball.schemas.ActionAnswer;
import dev.flyball.schemas.ActionCommand;
import dev.flyball.schemas.ActionCommand.Order;
import dev.flyball.schemas.ActionScore;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Freeze;
import dev.flyball.schemas.OptimizationRequest;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.topic.EventSerde;
import dev.flyball.schemas.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The topology on the test driver, in the words of the tests. */
final class OptimizerDriver implements AutoCloseable {
    private final TopologyTestDriver driver;
    private long nowMs = Traffic.T0;
    private final TestInputTopic<String, byte[]> requests;
    private final TestInputTopic<String, byte[]> metrics;
    private final TestInputTopic<String, byte[]> steering;
    private final TestInputTopic<String, byte[]> commands;
    private final TestInputTopic<String, byte[]> freezes;
    private final TestOutputTopic<String, ActionAnswer> answers;
    private final TestOutputTopic<String, CacheControl> controls;
    private final TestOutputTopic<String, OptimizationResult> results;
    private final TestOutputTopic<String, NamespaceEvent> namespaceEvents;
    private final TestInputTopic<String, byte[]> told;
    private final TestOutputTopic<String, ActionScore> scores;

    OptimizerDriver(Policy policy, Path stateDir) {
        this(policy, stateDir, StrategySettings.DEFAULT, Caller.NONE);
    }

    OptimizerDriver(Policy policy, Path stateDir, StrategySettings strategies, Caller caller) {
        this(policy, stateDir, strategies, caller, null);
    }

    OptimizerDriver(
            Policy policy,
            Path stateDir,
            StrategySettings strategies,
            Caller caller,
            @Nullable Supplier<Optional<Pulse>> redis) {
        Topics topics = Topics.DEFAULT;
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "optimizer-test");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, SkipUnreadable.class);
        driver = new TopologyTestDriver(
                OptimizerTopology.build(topics, policy, strategies, caller, redis, () -> Instant.ofEpochMilli(nowMs)),
                settings);
        requests = input(topics.optimizationRequests().name());
        metrics = input(topics.endpointMetrics().name());
        steering = input(topics.cacheControl().name());
        commands = input(topics.actionCommands().name());
        freezes = input(topics.freezes().name());
        answers = output(topics.actionAnswers().name(), ActionAnswer.class);
        controls = output(topics.cacheControl().name(), CacheControl.class);
        results = output(topics.optimizationResults().name(), OptimizationResult.class);
        namespaceEvents = output(topics.namespaceEvents().name(), NamespaceEvent.class);
        told = input(topics.actionScores().name());
        scores = output(topics.actionScores().name(), ActionScore.class);
    }

    void clockIs(long ms) {
        nowMs = ms;
    }

    /** So many seconds go by, without any event. */
    void wait(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nowMs += 1_000;
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    void ask(OptimizationRequest request) {
        nowMs = request.timestamp();
        askAsItIs(request);
    }

    /** Whatever time the clock says. */
    void askAsItIs(OptimizationRequest request) {
        requests.pipeInput(request.endpointOf().key(), EventJson.write(request));
    }

    void measure(EndpointMetrics window) {
        metrics.pipeInput(window.endpointOf().key(), EventJson.write(window));
    }

    void steer(CacheControl control, long at) {
        steering.pipeInput(control.key(), EventJson.write(control), at);
    }

    void order(Order order, String action, String namespace) {
        ActionCommand command = new ActionCommand(1, "c-1", nowMs, action, namespace, order, "anna", "because");
        commands.pipeInput("any key", EventJson.write(command));
    }

    void freeze(Freeze freeze) {
        freezes.pipeInput(freeze.key(), EventJson.write(freeze));
    }

    ActionAnswer answer() {
        return answers.readValue();
    }

    List<ActionAnswer> answers() {
        return answers.readValuesToList();
    }

    void garbage(byte @Nullable [] bytes) {
        requests.pipeInput("garbage", bytes);
        metrics.pipeInput("garbage", bytes);
        steering.pipeInput("garbage", bytes);
        told.pipeInput("garbage", bytes);
        commands.pipeInput("garbage", bytes);
        freezes.pipeInput("garbage", bytes);
    }

    CacheControl control() {
        return controls.readValue();
    }

    CacheControl lastControl() {
        List<CacheControl> all = controls();
        return all.get(all.size() - 1);
    }

    List<CacheControl> controls() {
        return controls.readValuesToList();
    }

    OptimizationResult result() {
        return results.readValue();
    }

    List<OptimizationResult> results() {
        return results.readValuesToList();
    }

    /** What others have told. */
    void tell(ActionScore score) {
        told.pipeInput(score.key(), EventJson.write(score));
    }

    List<ActionScore> scores() {
        return scores.readValuesToList();
    }

    List<String> keysOfResults() {
        return results.readRecordsToList().stream().map(record -> record.key()).toList();
    }

    List<String> keysOfNamespaceEvents() {
        return namespaceEvents.readRecordsToList().stream()
                .map(record -> record.key())
                .toList();
    }

    List<String> keysOfControls() {
        return controls.readRecordsToList().stream().map(record -> record.key()).toList();
    }

    /** What the changelogs would restore; the driver itself forgets everything when it is closed. */
    void handStateTo(OptimizerDriver other) {
        for (String store : List.of(
                OptimizerTopology.ACTIONS,
                OptimizerTopology.RESTS,
                OptimizerTopology.ANSWERS,
                OptimizerTopology.OWN_SCORES,
                OptimizerTopology.PROPOSALS,
                OptimizerTopology.BEGINNINGS,
                OptimizerTopology.ERRANDS)) {
            KeyValueStore<String, Object> from = driver.getKeyValueStore(store);
            KeyValueStore<String, Object> to = other.driver.getKeyValueStore(store);
            try (KeyValueIterator<String, Object> all = from.all()) {
                all.forEachRemaining(entry -> to.put(entry.key, entry.value));
            }
        }
    }

    @Override
    public void close() {
        driver.close();
    }

    private TestInputTopic<String, byte[]> input(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    private <T> TestOutputTopic<String, T> output(String topic, Class<T> type) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new EventSerde<>(type).deserializer());
    }
}
