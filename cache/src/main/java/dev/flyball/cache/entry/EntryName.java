package dev.flyball.cache.entry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a key in Redis says if it is one of the cache.
 *
 * @param namespace that it belongs to
 * @param id stands for the key, see {@link EntryKey}
 * @param lease whether it is the lease on loading the value, and not the value
 */
public record EntryName(String namespace, String id, boolean lease) {
    /** What every name of the cache begins with. */
    public static final String PREFIX = "flyball:";

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([a-zA-Z0-9._-]{1,64}):\\{(.*)}(:l)?", Pattern.DOTALL);

    /** Empty if the name is none of the cache. */
    public static Optional<EntryName> of(String name) {
        Matcher form = FORM.matcher(name);
        return form.matches()
                ? Optional.of(new EntryName(form.group(1), form.group(2), form.group(3) != null))
                : Optional.empty();
    }

    /** The same, as Redis tells it. */
    public static Optional<EntryName> of(byte[] name) {
        return of(new String(name, UTF_8));
    }

    /** What the names of all values and leases of a namespace begin with. */
    public static String prefixOf(String namespace) {
        return PREFIX + namespace + ":{";
    }

    /** The key of the value; empty if only its hash is in the name. */
    public Optional<String> key() {
        return EntryKey.keyOf(id);
    }
}
