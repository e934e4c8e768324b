package dev.flyball.optimizer.topology;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Who hears of an event: the owner of its namespace, or all owners of a count. */
final class Addressees implements StreamPartitioner<String, NamespaceEvent> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, NamespaceEvent event, int partitions) {
        return event.census() == null
                ? Optional.empty()
                : Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
    }
}
