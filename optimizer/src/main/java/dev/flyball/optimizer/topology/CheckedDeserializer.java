package dev.flyball.optimizer.topology;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads events and rejects those that are well-formed but cannot be true, as if their bytes were broken. */
record CheckedDeserializer<T>(Deserializer<T> deserializer, Check<T> check) implements Deserializer<T> {
    /** What has to hold for an event. */
    interface Check<T> {
        /** @throws IllegalArgumentException if it does not hold */
        void check(T event);
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka hands tombstones through as null.
    public T deserialize(String topic, byte @Nullable [] bytes) {
        T event = deserializer.deserialize(topic, bytes);
        if (event == null) {
            return null;
        }
        try {
            check.check(event);
        } catch (IllegalArgumentException e) {
            throw new SerializationException("on " + topic + ": " + e.getMessage(), e);
        }
        return event;
    }
}
