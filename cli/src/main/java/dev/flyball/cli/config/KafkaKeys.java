package dev.flyball.cli.config;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The names of Kafka's client properties, which pass through below {@code kafka.}. */
final class KafkaKeys {
    static final String PREFIX = "kafka.";

    private static final Set<String> NAMES = names();

    private KafkaKeys() {}

    private static Set<String> names() {
        Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
        names.addAll(ProducerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        return names;
    }

    /**
     * The property that was meant, if this one looks like a slip of the pen. Other unknown ones are fine: plug-ins of
     * Kafka's clients bring properties of their own.
     */
    static Optional<String> meantBy(String key) {
        String name = key.substring(PREFIX.length());
        return NAMES.contains(name)
                ? Optional.empty()
                : Suggestion.within(2, name, NAMES).map(PREFIX::concat);
    }

    /** The property of an environment variable: Kafka's names have dots alone. */
    static String ofVariable(String variable) {
        String name = variable.substring("FLYBALL_KAFKA_".length());
        return PREFIX + name.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    }
}
