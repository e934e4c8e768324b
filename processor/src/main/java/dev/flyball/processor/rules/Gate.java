package dev.flyball.processor.rules;

/**
 * One of the things that must all be so for a rule to hold.
 *
 * @param name what is compared, such as 'samples'
 * @param value what it is
 * @param bound what it is held against
 * @param passes whether it does
 */
public record Gate(String name, double value, double bound, boolean passes) {
    static Gate atLeast(String name, double value, double bound) {
        return new Gate(name, value, bound, value >= bound);
    }

    static Gate above(String name, double value, double bound) {
        return new Gate(name, value, bound, value > bound);
    }

    static Gate below(String name, double value, double bound) {
        return new Gate(name, value, bound, value < bound);
    }
}
