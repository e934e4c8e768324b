package dev.flyball.schemas.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that an object's fields may have, in the order in which most write them: then a look at one or two of them is
 * enough to find the next. Safe for concurrent use.
 *
 * @param <F> the fields, each named as its constant is: {@code TRACE_ID} is {@code traceId}; the last one stands for all
 *     others
 */
final class Names<F extends Enum<F>> {
    private final F[] fields;
    private final F other;
    /** With quotes and colon. */
    private final byte[][] written;

    private final Map<String, F> byName = new HashMap<>();
    /** Names that come in another order, or are none of these. */
    private final Texts texts = new Texts();

    Names(Class<F> type) {
        fields = type.getEnumConstants();
        other = fields[fields.length - 1];
        written = new byte[fields.length - 1][];
        for (int i = 0; i < written.length; i++) {
            String name = nameOf(fields[i].name());
            written[i] = ('"' + name + "\":").getBytes(US_ASCII);
            byName.put(name, fields[i]);
        }
    }

    private static String nameOf(String constant) {
        StringBuilder name = new StringBuilder();
        boolean capital = false;
        for (int i = 0; i < constant.length(); i++) {
            char c = constant.charAt(i);
            if (c != '_') {
                name.append(capital ? c : Character.toLowerCase(c));
            }
            capital = c == '_';
        }
        return name.toString();
    }

    /**
     * Reads a name and its colon; null if they are not plain.
     *
     * @param before the field before it; null if it is the first
     */
    @SuppressWarnings("EnumOrdinal") // their order is what this is about
    @Nullable
    F next(PlainObject json, @Nullable F before) {
        for (int i = before == null ? 0 : before.ordinal() + 1; i < written.length; i++) {
            if (json.skip(written[i])) {
                return fields[i];
            }
        }
        String name = json.name(texts);
        return name == null ? null : byName.getOrDefault(name, other);
    }
}
