package dev.flyball.optimizer.decide;

/**
 * How many actions may begin in an hour.
 *
 * @param perNamespace on one namespace
 * @param inAll on all namespaces together
 */
public record Budget(int perNamespace, int inAll) {
    public static final Budget DEFAULT = new Budget(4, 20);

    private static final int MOST = 10_000;

    /** @throws IllegalArgumentException if a number is not from 1 to 10,000 */
    public Budget {
        require("perNamespace", perNamespace);
        require("inAll", inAll);
    }

    /**
     * What each of so many partitions may spend: they do not know of each other, so that the sum holds whatever happens.
     * With more partitions than actions each has one.
     */
    public Budget share(int partitions) {
        return new Budget(perNamespace, Math.max(1, inAll / partitions));
    }

    private static void require(String name, int number) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException(name + " must be from 1 to " + MOST + ", but is " + number);
        }
    }
}
