package dev.flyball.processor.topology;

import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A serde for events that go to several places one after the other: the bytes of the last one are kept. */
final class WrittenOnce<T> implements Serde<T> {
    private final Serde<T> serde;
    /** Threads may race for it: whoever finds another event than its own, or none, writes its own. */
    private @Nullable Written<T> last;

    private static final class Written<T> {
        private final T event;
        private final byte[] bytes;

        Written(T event, byte[] bytes) {
            this.event = event;
            this.bytes = bytes;
        }
    }

    WrittenOnce(Serde<T> serde) {
        this.serde = serde;
    }

    @Override
    public Serializer<T> serializer() {
        Serializer<T> serializer = serde.serializer();
        return (topic, event) -> {
            Written<T> known = last;
            if (known != null && known.event == event) {
                return known.bytes;
            }
            byte[] bytes = serializer.serialize(topic, event);
            if (bytes != null) {
                last = new Written<>(event, bytes);
            }
            return bytes;
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return serde.deserializer();
    }
}
