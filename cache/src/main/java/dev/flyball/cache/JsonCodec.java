package dev.flyball.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Type;

/**
 * Values as JSON. Fields that are not known are ignored, since a newer version of the app may have written them; types
 * are never taken from the bytes.
 */
final class JsonCodec<V> implements ValueCodec<V> {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JavaType type;

    JsonCodec(Type type) {
        this.type = MAPPER.constructType(type);
    }

    @Override
    public byte[] encode(V value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(type.toCanonical() + " cannot be written as JSON: " + e.getMessage(), e);
        }
    }

    @Override
    public V decode(byte[] bytes) {
        try {
            V value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new IllegalArgumentException("null instead of " + type.toCanonical());
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException("not " + type.toCanonical() + ": " + e.getMessage(), e);
        }
    }
}
