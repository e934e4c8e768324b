package dev.flyball.cli.topics;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.flyball.cli.Failure;
import dev.flyball.cli.topics.TopicReport.State;
import dev.flyball.schemas.topic.Topic;
import dev.flyball.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics of one cluster, compared with the catalogue, and created where they are missing. */
public final class ClusterTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Admin admin;
    private final Topics catalogue;

    public ClusterTopics(Admin admin, Topics catalogue) {
        this.admin = admin;
        this.catalogue = catalogue;
    }

    /** How each topic of the catalogue stands. */
    public List<TopicReport> compare() {
        Set<String> existing = existing();
        Map<String, TopicDescription> descriptions =
                await(admin.describeTopics(existing).allTopicNames());
        Map<ConfigResource, Config> configs = await(admin.describeConfigs(
                        existing.stream().map(ClusterTopics::resource).toList())
                .all());
        return catalogue.all().stream()
                .map(topic -> existing.contains(topic.name())
                        ? TopicReport.found(
                                topic,
                                differences(
                                        topic,
                                        requireNonNull(descriptions.get(topic.name())),
                                        requireNonNull(configs.get(resource(topic.name())))))
                        : TopicReport.missing(topic))
                .toList();
    }

    /**
     * Creates the topics that are missing; the others are left as they are.
     *
     * @param replicationFactor copies of each partition; empty for the cluster's default
     */
    public List<TopicReport> create(Optional<Short> replicationFactor) {
        List<TopicReport> before = compare();
        List<NewTopic> missing = before.stream()
                .filter(report -> report.state() == State.MISSING)
                .map(report -> request(report.topic(), replicationFactor))
                .toList();
        Set<String> created = admin.createTopics(missing).values().entrySet().stream()
                .filter(creation -> wasCreated(creation.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        // What is created takes a moment to get around among the brokers, and who comes next must find it. And what
        // somebody else has created just before, unheard of until now, may be otherwise.
        List<TopicReport> now = missing.isEmpty() ? before : compareAll();
        if (!created.isEmpty()) {
            awaitLeaders(created);
        }
        return now.stream()
                .map(report -> created.contains(report.topic().name()) ? report.created() : report)
                .toList();
    }

    /**
     * Waits until each partition has a leader that works. One that is not ready turns a producer's first records away, may
     * take the next ones, and then never the first (KAFKA-15591). About offsets only a leader that works can be asked.
     */
    private void awaitLeaders(Set<String> created) {
        Map<TopicPartition, OffsetSpec> ends = catalogue.all().stream()
                .filter(topic -> created.contains(topic.name()))
                .flatMap(topic -> IntStream.range(0, topic.partitions())
                        .mapToObj(partition -> new TopicPartition(topic.name(), partition)))
                .collect(toMap(Function.identity(), partition -> OffsetSpec.latest()));
        await(admin.listOffsets(ends).all());
    }

    /** How the topics stand once the broker has heard of all of them. */
    private List<TopicReport> compareAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<TopicReport> reports = compare();
        while (reports.stream().anyMatch(report -> report.state() == State.MISSING)) {
            if (System.nanoTime() - deadline > 0) {
                throw Failure.connection("Kafka has topics of which it told nothing in " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK.toNanos());
            reports = compare();
        }
        return reports;
    }

    private Set<String> existing() {
        Set<String> names = await(admin.listTopics().names());
        return catalogue.all().stream().map(Topic::name).filter(names::contains).collect(Collectors.toSet());
    }

    private static NewTopic request(Topic topic, Optional<Short> replicationFactor) {
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), replicationFactor).configs(topic.config());
    }

    private static List<String> differences(Topic topic, TopicDescription found, Config config) {
        List<String> differences = new ArrayList<>();
        int partitions = found.partitions().size();
        if (partitions != topic.partitions()) {
            differences.add("partitions " + partitions + " instead of " + topic.partitions());
        }
        Map<String, String> actual = config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(toMap(ConfigEntry::name, ConfigEntry::value));
        topic.config().forEach((name, wanted) -> {
            String value = actual.getOrDefault(name, "nothing");
            if (!value.equals(wanted)) {
                differences.add(name + " " + value + " instead of " + wanted);
            }
        });
        return differences;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    /** False if it was there already: somebody else may create the same topics at the same moment, which is as good. */
    private static boolean wasCreated(Future<Void> creation) {
        try {
            get(creation);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw refused(e);
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return get(answer);
        } catch (ExecutionException e) {
            throw refused(e);
        }
    }

    private static <T> T get(Future<T> answer) throws ExecutionException {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw Failure.connection("Kafka gave no answer about its topics in " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("interrupted");
        }
    }

    private static Failure refused(ExecutionException fault) {
        Throwable cause = fault.getCause() == null ? fault : fault.getCause();
        return Failure.failed("Kafka refused: " + cause.getMessage());
    }
}
