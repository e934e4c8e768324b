package dev.flyball.processor.rules;

/** A pattern over names: {@code *} stands for any characters, also none; everything else for itself. */
record Glob(String pattern) {
    /** How much of a name it fixes: the more, the more specific. */
    int literals() {
        return (int) pattern.chars().filter(c -> c != '*').count();
    }

    int stars() {
        return pattern.length() - literals();
    }

    boolean matches(String name) {
        // Greedy with one step back to the last star: linear in practice, never exponential, whatever the pattern.
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
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
