package dev.flyball.optimizer.decide;

/**
 * How many actions have begun in the last hour.
 *
 * @param onNamespace those on the namespace
 * @param inAll those on all namespaces of the same partition
 */
public record Begun(int onNamespace, int inAll) {
    static final Begun NONE = new Begun(0, 0);
}
