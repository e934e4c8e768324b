package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Coldness;
import dev.flyball.cache.sweep.KeyPattern;
import dev.flyball.cache.sweep.Node.Fact;
import dev.flyball.cache.sweep.Survey;
import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.schemas.BigKey;
import dev.flyball.schemas.CacheControl;
import dev.flyball.schemas.MemoryLevel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * What a survey of a server says about where memory can be had.
 *
 * @param wanted bytes
 * @param nowMs epoch milliseconds
 */
record Sample(Survey survey, long wanted, MemoryPolicy policy, long nowMs) {
    private static final int BIG_KEYS = 10;
    /** Below the 5 that a new key has, so that nothing is removed before it had its chance. */
    private static final int RARELY = 1;

    private static final int RARELY_IF_CRITICAL = 3;
    private static final int NAMESPACES = 3;
    private static final double WORTH_IT = 0.05;

    /**
     * The coldest values that have the wanted bytes between them; never ones that are warmer than the level allows. Empty
     * if there are none.
     */
    Optional<EvictCold> coldValues(MemoryLevel level) {
        Coldness floor = floor(level);
        List<Survey.Found> coldestFirst = survey.found().stream()
                .filter(policy.reach()::covers)
                .filter(key ->
                        key.used().isPresent() && floor.isMetBy(key.used().getAsLong()))
                .sorted(Comparator.comparingLong(this::warmth))
                .toList();
        double keys = 0;
        double bytes = 0;
        OptionalLong limit = OptionalLong.empty();
        for (Survey.Found key : coldestFirst) {
            // All that are as cold as the last one are removed with it.
            if (bytes >= wanted && !key.used().equals(limit)) {
                break;
            }
            keys += survey.scale();
            bytes += key.bytes() * survey.scale();
            limit = key.used();
        }
        if (limit.isEmpty()) {
            return Optional.empty();
        }
        Coldness coldness = new Coldness(survey.usage(), limit.getAsLong());
        return Optional.of(
                new EvictCold(coldness, policy.reach(), null, Math.round(keys), bytes == 0 ? null : Math.round(bytes)));
    }

    /** Cold keys of others. */
    EvictCold coldKeys(KeyPattern pattern, MemoryLevel level) {
        return new EvictCold(floor(level), policy.reach(), pattern, 0, null);
    }

    /**
     * Those of the namespaces with much memory that are used least: at least half of their values are cold. One that is
     * steered by somebody now is left alone.
     */
    List<ScaleTtl> coldNamespaces(MemoryLevel level, Map<String, CacheControl> records) {
        Map<String, List<Survey.Found>> byNamespace = survey.found().stream()
                .filter(policy.reach()::covers)
                .filter(key -> key.used().isPresent())
                .collect(Collectors.groupingBy(Survey.Found::namespace));
        long all = survey.found().stream().mapToLong(Survey.Found::bytes).sum();
        return byNamespace.entrySet().stream()
                .filter(namespace -> share(namespace.getValue(), all) >= WORTH_IT)
                .filter(namespace -> isFree(namespace.getKey(), records))
                .filter(namespace -> isCold(namespace.getValue()))
                .sorted(Comparator.comparingLong(namespace -> medianWarmth(namespace.getValue())))
                .limit(NAMESPACES)
                .map(namespace -> new ScaleTtl(
                        namespace.getKey(),
                        records.get(namespace.getKey()),
                        level == MemoryLevel.CRITICAL ? 0.25 : 0.5,
                        policy.ttlScaledFor(),
                        share(namespace.getValue(), all)))
                .toList();
    }

    /** Whoever they belong to. */
    List<BigKey> bigKeys() {
        return survey.found().stream()
                .filter(key -> key.bytes() >= policy.bigKey())
                .sorted(Comparator.comparingLong(Survey.Found::bytes).reversed())
                .limit(BIG_KEYS)
                .map(key -> new BigKey(key.name(), key.bytes()))
                .toList();
    }

    private Coldness floor(MemoryLevel level) {
        boolean critical = level == MemoryLevel.CRITICAL;
        if (survey.usage() == Fact.FREQUENCY) {
            return new Coldness(Fact.FREQUENCY, critical ? RARELY_IF_CRITICAL : RARELY);
        }
        long seconds = policy.idleAfter().toSeconds();
        return new Coldness(Fact.IDLE_SECONDS, critical ? seconds / 4 : seconds);
    }

    private boolean isFree(String namespace, Map<String, CacheControl> records) {
        CacheControl last = records.get(namespace);
        return last != null
                && !new NamespaceControl(namespace, last, nowMs).isSpecial()
                && (last.action() == null || last.until() <= nowMs);
    }

    private boolean isCold(List<Survey.Found> keys) {
        Coldness cold = floor(MemoryLevel.CRITICAL);
        long count = keys.stream()
                .filter(key -> cold.isMetBy(key.used().orElseThrow()))
                .count();
        return 2 * count >= keys.size();
    }

    private static double share(List<Survey.Found> keys, long all) {
        return all == 0
                ? 0
                : (double) keys.stream().mapToLong(Survey.Found::bytes).sum() / all;
    }

    private long medianWarmth(List<Survey.Found> keys) {
        return keys.stream().mapToLong(this::warmth).sorted().toArray()[keys.size() / 2];
    }

    private long warmth(Survey.Found key) {
        long used = key.used().orElse(0);
        return survey.usage() == Fact.FREQUENCY ? used : -used;
    }
}
