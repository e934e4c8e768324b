package dev.flyball.cache.spring;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.KeyGenerator;

/**
 * Makes keys of several arguments that no other arguments have: text, numbers, UUIDs, times, constants, and lists of
 * them. What Spring itself makes of {@code ("a, b", "c")} and {@code ("a", "b, c")} reads the same.
 */
public final class FlyballKeyGenerator implements KeyGenerator {
    @Override
    public Object generate(Object target, Method method, @Nullable Object... arguments) {
        return KeyNames.ofAll(arguments);
    }
}
