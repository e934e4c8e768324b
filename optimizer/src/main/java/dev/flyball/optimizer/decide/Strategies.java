package dev.flyball.optimizer.decide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All strategies that there are: those that come along, and the users' own behind them. */
public final class Strategies {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,50}");

    private Strategies() {}

    /**
     * @param loader finds the users' own
     * @throws IllegalArgumentException if one of them cannot be loaded, has no name of its own, or answers no symptom
     */
    public static List<OptimizationStrategy> load(Policy policy, StrategySettings settings, ClassLoader loader) {
        List<OptimizationStrategy> strategies = new ArrayList<>(builtIn(policy, settings));
        try {
            ServiceLoader.load(OptimizationStrategy.class, loader).forEach(strategies::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("a strategy cannot be loaded: " + e.getMessage(), e);
        }
        return checked(strategies);
    }

    private static List<OptimizationStrategy> builtIn(Policy policy, StrategySettings settings) {
        List<OptimizationStrategy> strategies = new ArrayList<>(List.of(
                new Invalidate(false),
                new Invalidate(true),
                new ServeStale(policy.serveStaleFor()),
                new ExtendTtl(),
                new Coalesce(),
                new Prefetch(),
                new ShrinkL1(),
                new ScaleOut(settings.cpuTarget()),
                new NoAction()));
        if (settings.webhook()) {
            strategies.add(new Webhook());
        }
        return strategies;
    }

    private static List<OptimizationStrategy> checked(List<OptimizationStrategy> strategies) {
        Map<String, Class<?>> names = new HashMap<>();
        // Also without a webhook: what is configured later must not change the meaning of a name.
        names.put(new Webhook().name(), Webhook.class);
        for (OptimizationStrategy strategy : strategies) {
            String type = strategy.getClass().getName();
            @Nullable String name = strategy.name();
            require(
                    name != null && NAME.matcher(name).matches(),
                    "the strategy " + type + " is named '" + name + "', which must be a-z, 0-9 and '-', 50 at most");
            Class<?> other = names.putIfAbsent(name, strategy.getClass());
            require(
                    other == null || strategy instanceof Webhook,
                    "two strategies are named '" + name + "': " + type + " and " + other);
            @Nullable Set<Symptom> symptoms = strategy.answers();
            require(
                    symptoms != null && !symptoms.isEmpty(),
                    "the strategy '" + name + "' (" + type + ") answers no symptom");
        }
        return List.copyOf(strategies);
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new IllegalArgumentException(fault);
        }
    }
}
