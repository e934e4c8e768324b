package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.schemas.MemoryLevel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Looks after the servers of a Redis: one that is short of memory is relieved, if that is allowed, it is our turn, and the
 * server was left alone for long enough. Of one thread, but for {@link #stop}.
 */
public final class MemoryWatch {
    private final MemoryPolicy policy;
    private final Supplier<Mode> mode;
    private final Turns turns;
    private final Desk desk;
    private final Clocks clocks;
    private final RandomGenerator random;
    private final Relief relief;
    private final Map<String, Server> servers = new HashMap<>();
    private volatile boolean stopped;

    /**
     * @param mode what may be done without being asked, now: if that changes in the middle of a run, the run ends
     * @param nanoTime a clock that never goes back
     * @param random draws the runs that are held out
     */
    public MemoryWatch(
            MemoryPolicy policy,
            Supplier<Mode> mode,
            Turns turns,
            Desk desk,
            InstantSource clock,
            LongSupplier nanoTime,
            Pause pause,
            RandomGenerator random) {
        this.policy = policy;
        this.mode = mode;
        this.turns = turns;
        this.desk = desk;
        this.clocks = new Clocks(clock, nanoTime, pause);
        this.random = random;
        this.relief = new Relief(policy, desk, clocks);
    }

    /** Ends a run after its current step. */
    public void stop() {
        stopped = true;
    }

    /**
     * Looks at servers, and relieves those that need it. Connections to them are not kept.
     *
     * @throws NodeException if one of them is away, or refuses; the others are looked after all the same
     */
    public void look(List<? extends Node> nodes) {
        servers.keySet().retainAll(nodes.stream().map(Node::toString).toList());
        NodeException failure = null;
        for (Node node : nodes) {
            try {
                look(node, servers.computeIfAbsent(node.toString(), Server::new));
            } catch (NodeException e) {
                failure = e;
            } finally {
                node.close();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void look(Node node, Server server) {
        if (stopped || mode.get() == Mode.OFF) {
            return;
        }
        Reading reading = Reading.of(node, policy.limit(), clocks);
        MemoryLevel level = server.saw(reading.memory(), policy.thresholds());
        server.heldOut(clocks.nowMs()).ifPresent(left -> desk.tell(left.heldOut(reading)));
        if (level == MemoryLevel.OK || !server.isDue(clocks.nowMs())) {
            return;
        }
        if (mode.get() == Mode.AUTO) {
            takeTurn(node, server, reading);
        } else {
            server.rest(policy.caution(), clocks.nowMs());
            relief.tell(
                    node,
                    server,
                    reading,
                    "In mode AUTO it would be relieved; in mode " + mode.get() + " nothing is done.");
        }
    }

    private void takeTurn(Node node, Server server, Reading reading) {
        MemoryLevel level = server.level();
        Case begun = Case.of(server, reading, List.of());
        Optional<String> unended = turns.take(server.address(), level, begun.id());
        if (unended.isEmpty()) {
            return;
        }
        unended.filter(run -> !run.isEmpty() && !server.knows(run))
                .ifPresent(run -> desk.tell(Case.orphaned(run, server.address(), level, clocks.nowMs())));
        server.begins(begun.id());
        try {
            if (isHeldOut(level)) {
                holdOut(server, begun);
            } else {
                relief.run(
                        node,
                        server,
                        reading,
                        new Permission(
                                () -> !stopped && mode.get() == Mode.AUTO,
                                () -> turns.keep(server.address()),
                                clocks.nanoTime()));
            }
        } finally {
            Duration rest = server.rest(policy.caution(), clocks.nowMs());
            leaveTurn(server, level, rest);
        }
    }

    /** A turn that cannot be left ends by itself. */
    private void leaveTurn(Server server, MemoryLevel level, Duration rest) {
        try {
            turns.leave(server.address(), level, rest);
        } catch (NodeException e) {
            // What there is to say of a server that is away is said by whoever noticed first.
        }
    }

    /** Never what is critical. */
    private boolean isHeldOut(MemoryLevel level) {
        return level == MemoryLevel.WARNING
                && random.nextInt(1_000) < policy.caution().heldOutPermille();
    }

    private void holdOut(Server server, Case left) {
        server.holdOut(left);
        desk.tell(left.declined(
                clocks.nowMs(),
                List.of(),
                "It is left alone on purpose, as " + policy.caution().heldOutPermille()
                        + " of 1000 such servers are, to know what happens by itself."));
    }
}
