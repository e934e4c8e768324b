package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.optimizer.verify.Pulse;
import dev.flyball.schemas.RedisMemory;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;

/** How the servers of a Redis fare, in short: what an action that runs has to know. */
public final class Pulses {
    private Pulses() {}

    /**
     * The worst of all servers. Connections to them are not kept.
     *
     * @param limit bytes that each server may take if it has no maxmemory; 0 for no limit
     * @throws dev.flyball.cache.sweep.NodeException if one of them is away, or refuses
     */
    public static Pulse of(
            List<? extends Node> nodes, long limit, InstantSource clock, LongSupplier nanoTime, Pause pause) {
        Clocks clocks = new Clocks(clock, nanoTime, pause);
        double memory = 0;
        double latencyMs = 0;
        for (Node node : nodes) {
            try (node) {
                RedisMemory now = Reading.of(node, limit, clocks).memory();
                memory = Math.max(memory, now.share());
                latencyMs = Math.max(latencyMs, now.latency());
            }
        }
        return new Pulse(clocks.nowMs(), memory, latencyMs);
    }
}
