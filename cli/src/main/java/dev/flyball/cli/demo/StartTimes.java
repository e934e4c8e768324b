package dev.flyball.cli.demo;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** How long each part took to start. */
final class StartTimes {
    private final LongSupplier nanoTime;
    private final Map<String, Long> millis = new ConcurrentSkipListMap<>();

    StartTimes(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    <T> T of(String part, Callable<T> start) {
        long begun = nanoTime.getAsLong();
        try {
            return start.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(part + " does not start: " + e.getMessage(), e);
        } finally {
            millis.put(part, (nanoTime.getAsLong() - begun) / 1_000_000);
        }
    }

    @Override
    public String toString() {
        return millis.entrySet().stream()
                .map(part -> String.format(Locale.ROOT, "%s %.1f s", part.getKey(), part.getValue() / 1e3))
                .collect(Collectors.joining(", "));
    }
}
