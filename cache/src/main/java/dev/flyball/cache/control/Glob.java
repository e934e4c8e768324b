package dev.flyball.cache.control;

/** A pattern over keys: {@code *} stands for any characters, also none; everything else for itself. */
public record Glob(String pattern) {
    /** Whether every key matches. */
    public boolean matchesAll() {
        return !pattern.isEmpty() && pattern.chars().allMatch(c -> c == '*');
    }

    public boolean matches(String key) {
        // Greedy with one step back to the last star: linear in practice, never exponential, whatever the pattern.
        int p = 0;
        int k = 0;
        int star = -1;
        int resume = 0;
        while (k < key.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = k;
            } else if (p < pattern.length() && pattern.charAt(p) == key.charAt(k)) {
                p++;
                k++;
            } else if (star >= 0) {
                p = star + 1;
                k = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
