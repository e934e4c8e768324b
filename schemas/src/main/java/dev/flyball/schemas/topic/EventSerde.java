package dev.flyball.schemas.topic;

import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Events of one type as JSON; bytes that are no such event end as a {@link SerializationException}. */
public record EventSerde<T>(Class<T> type) implements Serde<T> {
    @Override
    @SuppressWarnings("NullAway") // Kafka hands tombstones through as null, both ways.
    public Serializer<T> serializer() {
        return (topic, event) -> event == null ? null : EventJson.write(event);
    }

    @Override
    @SuppressWarnings("NullAway")
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            if (bytes == null) {
                return null;
            }
            try {
                return EventJson.read(bytes, type);
            } catch (MalformedEventException e) {
                throw new SerializationException("on " + topic + ": " + e.getMessage(), e);
            }
        };
    }
}
