package dev.flyball.cache.control;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.flyball.cache.entry.Basis;
import dev.flyball.cache.entry.EntryKey;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys that were changed lately, as far as this process has heard of it. What was loaded without knowledge of the
 * last change is rejected, even if Redis has lost that change and shows an older value again. The newest 100,000 changes
 * of the last ten minutes are remembered. Any thread may use it.
 */
public final class KeyChanges {
    static final long MAX_KEYS = 100_000;
    static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final long NOT_YET = Long.MAX_VALUE;

    private final Cache<Name, Mark> marks;

    /** @param nanoTime a clock that never goes back */
    public KeyChanges(LongSupplier nanoTime) {
        Ticker ticker = nanoTime::getAsLong;
        marks = Caffeine.newBuilder()
                .maximumSize(MAX_KEYS)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private record Name(String namespace, String id) {}

    /**
     * The last change of a key.
     *
     * @param before offset of the change before the last one; -1 if none is known
     * @param offset of the last one; {@link #NOT_YET} while a change of our own is on its way to the log
     */
    private record Mark(long before, long offset, long token) {
        boolean accepts(Basis basis) {
            return basis.keysPosition() > offset
                    || (token != 0 && basis.change() == token && basis.keysPosition() > before);
        }
    }

    /** A change of our own; it counts at once, and its place on the log is not known yet. */
    public void begin(EntryKey key, long token) {
        marks.asMap().compute(nameOf(key), (name, known) -> new Mark(lastOffset(known), NOT_YET, token));
    }

    /** The change has not come onto the log, and never will. */
    public void failed(EntryKey key, long token, long keysPosition) {
        marks.asMap()
                .computeIfPresent(
                        nameOf(key),
                        (name, known) -> known.token == token && known.offset == NOT_YET
                                ? new Mark(known.before, keysPosition - 1, token)
                                : known);
    }

    /** A change was read on the log; whether it is news, other than the return of a change of our own. */
    public boolean arrived(String namespace, String id, long token, long offset) {
        Name name = new Name(namespace, id);
        Mark known = marks.getIfPresent(name);
        marks.asMap().compute(name, (n, last) -> {
            if (last == null || (last.offset != NOT_YET && last.token != token)) {
                return new Mark(lastOffset(last), offset, token);
            }
            return last.token == token
                    ? new Mark(last.before, offset, token)
                    // Ours, still on its way, comes after it.
                    : new Mark(offset, NOT_YET, last.token);
        });
        return token == 0 || known == null || known.token != token;
    }

    /** Whether what was loaded on this basis has all that was changed. */
    public boolean accepts(EntryKey key, Basis basis) {
        Mark mark = marks.getIfPresent(nameOf(key));
        return mark == null || mark.accepts(basis);
    }

    /** The log has begun anew, and so have its offsets. */
    public void clear() {
        marks.invalidateAll();
    }

    private static long lastOffset(@Nullable Mark mark) {
        if (mark == null) {
            return -1;
        }
        return mark.offset == NOT_YET ? mark.before : mark.offset;
    }

    private static Name nameOf(EntryKey key) {
        return new Name(key.namespace(), key.id());
    }
}
