package dev.flyball.optimizer.decide;

/** What a strategy would do for an endpoint. */
public sealed interface Remedy permits OnKeys, OnMemory, OnInstances, ByWebhook {
    /** What it is, to follow 'would', such as {@code invalidate namespace products}. */
    String words();

    /** Whether it is done to a namespace of the cache. */
    default boolean isOnCache() {
        return false;
    }
}
