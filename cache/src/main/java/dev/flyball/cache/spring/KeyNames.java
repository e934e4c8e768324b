package dev.flyball.cache.spring;

import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;

/** The keys of Spring, which are any objects, as text that tells any two of them apart. */
final class KeyNames {
    private static final String NOTHING = "()";

    private KeyNames() {}

    /** @throws IllegalArgumentException if the key is of a type whose text does not name it surely */
    static String of(String cache, Object key) {
        if (SimpleKey.EMPTY.equals(key)) {
            return NOTHING;
        }
        if (isPlain(key)) {
            return plain(key);
        }
        throw new IllegalArgumentException("the key of cache " + cache + " is a "
                + key.getClass().getName() + ", whose text may be that of another key: name one that is text, a number"
                + " or a UUID by key = \"...\", or use the key generator " + FlyballKeyGenerator.class.getName());
    }

    /** One name for all arguments of a call; that of a single plain one is its text. */
    static String ofAll(@Nullable Object... arguments) {
        Object only = arguments.length == 1 ? arguments[0] : null;
        return only != null && isPlain(only) ? plain(only) : list(Arrays.asList(arguments));
    }

    private static boolean isPlain(Object key) {
        return key instanceof CharSequence
                || key instanceof Number
                || key instanceof Boolean
                || key instanceof Character
                || key instanceof Enum<?>
                || key instanceof UUID
                || key instanceof Temporal;
    }

    private static String plain(Object key) {
        return key instanceof Enum<?> constant ? constant.name() : key.toString();
    }

    private static String list(List<? extends @Nullable Object> parts) {
        return parts.stream().map(KeyNames::part).collect(Collectors.joining(",", "(", ")"));
    }

    private static String part(@Nullable Object part) {
        if (part == null) {
            return "~";
        }
        if (isPlain(part)) {
            return plain(part).replaceAll("[\\\\,()~]", "\\\\$0");
        }
        if (part instanceof List<?> parts) {
            return list(parts);
        }
        if (part instanceof Object[] parts) {
            return list(Arrays.asList(parts));
        }
        throw new IllegalArgumentException("an argument is a " + part.getClass().getName()
                + ", whose text may be that of another one: name the key by key = \"...\"");
    }
}
