package dev.flyball.schemas;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a namespace of the cache loads and remembers while a control record holds; what is missing is as its app says. */
@Doc(
        "How a namespace of the cache loads and remembers while a control record holds; what is missing is as its app says.")
public record CacheTuning(
        @Doc("Factor on how long a caller waits for a load, and on how long others leave it to him, 1 to 10.") @Nullable
        Double loadTimeoutScale,

        @Doc("How early values that are read often are loaded anew before they expire, 0 (never) to 10.") @Nullable
        Double earlyRefresh,

        @Doc("Share of the values that a process may hold in its memory, 0.01 to 1; of all keys, whatever the cohort.")
        @Nullable
        Double memoryShare) {
    /** As the app says. */
    public static final CacheTuning NONE = new CacheTuning(null, null, null);

    public CacheTuning {
        range("loadTimeoutScale", loadTimeoutScale, 1, 10);
        range("earlyRefresh", earlyRefresh, 0, 10);
        range("memoryShare", memoryShare, 0.01, 1);
    }

    public static CacheTuning ofLoadTimeoutScale(double scale) {
        return new CacheTuning(scale, null, null);
    }

    public static CacheTuning ofEarlyRefresh(double beta) {
        return new CacheTuning(null, beta, null);
    }

    public static CacheTuning ofMemoryShare(double share) {
        return new CacheTuning(null, null, share);
    }

    /**
     * @param own as the app says
     */
    public Duration loadTimeout(Duration own) {
        return loadTimeoutScale == null ? own : Duration.ofNanos(Math.round(own.toNanos() * loadTimeoutScale));
    }

    /**
     * @param own as the app says
     */
    public double earlyRefreshOr(double own) {
        return earlyRefresh == null ? own : earlyRefresh;
    }

    /** Such as {@code load time-out x 3.0, memory x 0.5}; empty if it is as the app says. */
    public String words() {
        return Stream.of(
                        word("load time-out x ", loadTimeoutScale),
                        word("early refresh ", earlyRefresh),
                        word("memory x ", memoryShare))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String word(String name, @Nullable Double value) {
        return value == null ? "" : name + value;
    }

    private static void range(String name, @Nullable Double value, double least, double most) {
        Faults.unless(
                value == null || (value >= least && value <= most),
                name + " must be " + least + " to " + most + ": " + value);
    }
}
