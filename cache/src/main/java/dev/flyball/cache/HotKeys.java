package dev.flyball.cache;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which keys are read most: one read of 64 is looked at, and counted by space-saving, where a new key takes the place
 * of the rarest one and inherits its count. Any thread may use it.
 */
final class HotKeys {
    private static final int ONE_OF = 64;
    private static final int COUNTERS = 256;

    private final RandomGenerator random;
    private final Map<String, Long> counts = new HashMap<>();

    HotKeys(RandomGenerator random) {
        this.random = random;
    }

    void read(String key) {
        if ((random.nextLong() & (ONE_OF - 1)) == 0) {
            count(key);
        }
    }

    List<HotKey> top(int most) {
        Map<String, Long> now;
        synchronized (this) {
            now = new HashMap<>(counts);
        }
        return now.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(entry -> new HotKey(entry.getKey(), entry.getValue() * ONE_OF))
                .toList();
    }

    private synchronized void count(String key) {
        Long known = counts.get(key);
        if (known == null && counts.size() >= COUNTERS) {
            Map.Entry<String, Long> rarest =
                    counts.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
            counts.remove(rarest.getKey());
            known = rarest.getValue();
        }
        counts.put(key, known == null ? 1 : known + 1);
    }
}
