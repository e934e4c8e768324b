package dev.flyball.processor.combine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What was folded of one service, and what it looks like: the heaviest shapes by the space-saving sketch, in which a
 * newcomer takes the place and the count of the lightest. One name of {@value #EACH} is looked at, since those who send
 * many names send many samples.
 */
final class Folds {
    private static final int EACH = 8;
    private static final int KEPT = 32;
    private static final int SHOWN = 10;
    private static final int PARTS = 3;
    private static final Pattern PART = Pattern.compile("/");

    private final Map<String, Weight> shapes = new HashMap<>();
    private long samples;
    private long lastMs;

    private static final class Weight {
        private long samples;
        private String example = "";
    }

    void add(String name, long nowMs) {
        if (samples % EACH == 0) {
            look(name);
        }
        samples++;
        lastMs = nowMs;
    }

    private void look(String name) {
        String shape = shapeOf(name);
        Weight weight = shapes.get(shape);
        if (weight == null) {
            weight = shapes.size() < KEPT ? new Weight() : takeLightest();
            shapes.put(shape, weight);
        }
        weight.samples += EACH;
        weight.example = name;
    }

    private Weight takeLightest() {
        Map.Entry<String, Weight> lightest = shapes.entrySet().stream()
                .min(Comparator.comparingLong((Map.Entry<String, Weight> entry) -> entry.getValue().samples)
                        .thenComparing(Map.Entry::getKey))
                .orElseThrow();
        shapes.remove(lightest.getKey());
        return lightest.getValue();
    }

    /** {@code GET /users/4711/orders} looks like {@code GET /users/*}{@code /orders}. */
    static String shapeOf(String name) {
        String[] parts = PART.split(name, PARTS + 2);
        StringBuilder shape = new StringBuilder(masked(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            shape.append('/').append(i > PARTS ? "..." : masked(parts[i]));
        }
        return shape.toString();
    }

    private static String masked(String part) {
        return part.chars().anyMatch(Character::isDigit) ? "*" : part;
    }

    long samples() {
        return samples;
    }

    long lastMs() {
        return lastMs;
    }

    Folded of(String service) {
        List<Folded.Shape> heaviest = shapes.entrySet().stream()
                .map(entry -> new Folded.Shape(
                        entry.getKey(), Math.min(samples, entry.getValue().samples), entry.getValue().example))
                .sorted(Folded.Shape.HEAVIEST_FIRST)
                .limit(SHOWN)
                .toList();
        return new Folded(service, samples, lastMs, heaviest);
    }
}
