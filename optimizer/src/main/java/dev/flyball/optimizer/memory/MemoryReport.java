package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Coldness;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cache.sweep.Survey;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.schemas.BigKey;
import dev.flyball.schemas.MemoryLevel;
import dev.flyball.schemas.RedisMemory;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where the memory of a server is, found by reading alone.
 *
 * @param namespaces with most memory first; keys that are no values of the cache are under a name that is empty
 * @param bigKeys the largest ones among those that were looked at
 */
public record MemoryReport(
        String server, MemoryLevel level, RedisMemory memory, List<Share> namespaces, List<BigKey> bigKeys) {
    /**
     * What a namespace has, in about.
     *
     * @param bytes 0 if the server does not tell
     * @param usage what the median is of: seconds without use, or the counter of use
     * @param median of all its keys; null if the server does not tell
     */
    public record Share(
            String namespace,
            long keys,
            long bytes,
            Node.Fact usage,
            @Nullable Long median) {}

    /**
     * Looks at a server, with as many breaks as work.
     *
     * @param policy what is short of memory, and what is a big key
     * @param keys to look at, in about
     * @throws dev.flyball.cache.sweep.NodeException if the server is away, or refuses
     */
    public static MemoryReport of(
            Node node, MemoryPolicy policy, long keys, InstantSource clock, LongSupplier nanoTime, Pause pause) {
        Reading reading = Reading.of(node, policy.limit(), new Clocks(clock, nanoTime, pause));
        Survey survey = Survey.take(node, Coldness.toldBy(reading.info()), keys, pause);
        return new MemoryReport(
                node.toString(),
                policy.thresholds().level(MemoryLevel.OK, reading.memory()),
                reading.memory(),
                shares(survey),
                new Sample(survey, 0, policy, clock.millis()).bigKeys());
    }

    private static List<Share> shares(Survey survey) {
        Map<String, List<Survey.Found>> byNamespace =
                survey.found().stream().collect(Collectors.groupingBy(Survey.Found::namespace));
        return byNamespace.entrySet().stream()
                .map(namespace -> share(namespace.getKey(), namespace.getValue(), survey))
                .sorted(Comparator.comparingLong(Share::bytes).reversed().thenComparing(Share::namespace))
                .toList();
    }

    private static Share share(String namespace, List<Survey.Found> keys, Survey survey) {
        long bytes = keys.stream().mapToLong(Survey.Found::bytes).sum();
        long[] used = keys.stream()
                .map(Survey.Found::used)
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .sorted()
                .toArray();
        return new Share(
                namespace,
                Math.round(keys.size() * survey.scale()),
                Math.round(bytes * survey.scale()),
                survey.usage(),
                used.length == 0 ? null : (Long) used[used.length / 2]);
    }
}
