package dev.flyball.benchmarks.processor;

import dev.flyball.schemas.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What a contender writes to: empty at the start of each run. */
record OutputTopics(Job job) {
    void createAnew() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", job.servers()))) {
            List<Topic> outputs = job.topics().all().stream()
                    .filter(topic -> !topic.equals(job.topics().requestSamples()))
                    .toList();
            Set<String> old = admin.listTopics().names().get().stream()
                    .filter(name -> !name.endsWith(job.topics()
                            .requestSamples()
                            .name()
                            .substring(job.prefix().length())))
                    .filter(name -> name.startsWith(job.prefix()))
                    .collect(Collectors.toSet());
            admin.deleteTopics(old).all().get();
            // The broker forgets a deleted topic a moment after it has said so.
            while (admin.listTopics().names().get().stream().anyMatch(old::contains)) {
                Thread.onSpinWait();
            }
            admin.createTopics(outputs.stream()
                            .map(topic ->
                                    new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** Deletes a folder of state. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
