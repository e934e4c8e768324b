package dev.flyball.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are read most: one read of about 64 is looked at, and counted by space-saving, where a new key takes the
 * place of the rarest one and inherits its count. Each key has just eight places to choose from, so that there are few to
 * look at. Any thread may use it, and none waits.
 */
final class HotKeys {
    private static final int ONE_OF = 64;
    /** How many reads are passed over is drawn for each pause, so that no rhythm of the app hides a key. */
    private static final int MOST_PASSED = 2 * ONE_OF - 1;

    private static final int STRIPES = 16;
    /** Ints that lie between two stripes, so that threads do not write to the same line of the processor's cache. */
    private static final int APART = 32;

    private static final int SETS = 64;
    private static final int PLACES = 8;

    private final RandomGenerator random;
    /** How many reads are still to be passed over. Threads that share a stripe may lose some, as this is a sample anyway. */
    private final int[] toPass = new int[STRIPES * APART];

    private final ReentrantLock lock = new ReentrantLock();
    private final @Nullable String[] keys = new @Nullable String[SETS * PLACES];
    /** Beside the keys, so that those which differ need not be looked at. */
    private final int[] hashes = new int[SETS * PLACES];

    private final long[] counts = new long[SETS * PLACES];

    HotKeys(RandomGenerator random) {
        this.random = random;
        for (int stripe = 0; stripe < toPass.length; stripe += APART) {
            toPass[stripe] = pause();
        }
    }

    void read(String key) {
        int stripe = ((int) Thread.currentThread().getId() & (STRIPES - 1)) * APART;
        int left = toPass[stripe];
        if (left > 0) {
            toPass[stripe] = left - 1;
        } else {
            toPass[stripe] = pause();
            sample(key);
        }
    }

    private int pause() {
        return (int) random.nextLong() & MOST_PASSED;
    }

    private void sample(String key) {
        // Of two at the same time one does not count.
        if (lock.tryLock()) {
            try {
                count(key);
            } finally {
                lock.unlock();
            }
        }
    }

    List<HotKey> top(int most) {
        List<HotKey> all = new ArrayList<>();
        lock.lock();
        try {
            for (int i = 0; i < keys.length; i++) {
                String key = keys[i];
                if (key != null) {
                    all.add(new HotKey(key, counts[i] * ONE_OF));
                }
            }
        } finally {
            lock.unlock();
        }
        return all.stream()
                .sorted(Comparator.comparingLong(HotKey::reads).reversed().thenComparing(HotKey::key))
                .limit(most)
                .toList();
    }

    private void count(String key) {
        int hash = key.hashCode();
        int first = ((hash ^ (hash >>> 16)) & (SETS - 1)) * PLACES;
        int place = first;
        for (int i = first; i < first + PLACES; i++) {
            if (hashes[i] == hash && key.equals(keys[i])) {
                counts[i]++;
                return;
            }
            if (counts[i] < counts[place]) {
                place = i;
            }
        }
        keys[place] = key;
        hashes[place] = hash;
        counts[place]++;
    }
}
