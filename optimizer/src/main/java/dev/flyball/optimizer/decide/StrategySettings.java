package dev.flyball.optimizer.decide;

/**
 * What the strategies that come along need to be told, besides the {@link Policy}.
 *
 * @param cpuTarget share of its processors that an instance should use, 0.05 to 1
 * @param webhook whether there is a service of the user's own to be called
 */
public record StrategySettings(double cpuTarget, boolean webhook) {
    /** Half again as much work, and an instance is at 90 %. */
    public static final StrategySettings DEFAULT = new StrategySettings(0.6, false);

    public StrategySettings {
        new ScaleOut(cpuTarget);
    }
}
