package dev.flyball.cache.sweep;

import java.util.Map;

/**
 * How little a key must have been used to be cold. Redis knows just one of the two: how long nobody used a key, or, where
 * it evicts the least frequently used ones (LFU), about how often that happens.
 *
 * @param fact {@link Node.Fact#IDLE_SECONDS} or {@link Node.Fact#FREQUENCY}
 * @param limit seconds that it was not used at least; or the counter of Redis at most, which is logarithmic, 0 to 255,
 *     and 5 for a new key
 */
public record Coldness(Node.Fact fact, long limit) {
    public Coldness {
        if (fact == Node.Fact.BYTES) {
            throw new IllegalArgumentException("size is no measure of use");
        }
    }

    /** What a server can tell, by what it told of itself. */
    public static Node.Fact toldBy(Map<String, String> info) {
        return info.getOrDefault("maxmemory_policy", "").endsWith("-lfu")
                ? Node.Fact.FREQUENCY
                : Node.Fact.IDLE_SECONDS;
    }

    public boolean isMetBy(long value) {
        return fact == Node.Fact.FREQUENCY ? value <= limit : value >= limit;
    }

    /** What to follow 'keys that'. */
    public String words() {
        return fact == Node.Fact.FREQUENCY
                ? "are hardly used (frequency " + limit + " or less)"
                : "nobody used for " + limit + " s or longer";
    }
}
