package dev.flyball.schemas;

/** How much traffic an endpoint has: what helps a busy one may not be worth it for a quiet one. */
public enum TrafficTier {
    /** Less than 10 requests per second. */
    LOW,
    /** 10 to 100 requests per second. */
    MIDDLE,
    /** 100 requests per second, or more. */
    HIGH;

    private static final double MIDDLE_FROM = 10;
    private static final double HIGH_FROM = 100;

    /**
     * The tier of a throughput.
     *
     * @param perSecond requests per second
     */
    public static TrafficTier of(double perSecond) {
        if (perSecond < MIDDLE_FROM) {
            return LOW;
        }
        return perSecond < HIGH_FROM ? MIDDLE : HIGH;
    }
}
