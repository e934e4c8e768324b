package dev.flyball.optimizer.memory;

import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.NodeException;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.optimizer.decide.Mode;
import dev.flyball.optimizer.memory.Workbench.Clocks;
import dev.flyball.schemas.ActionCommand;
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
    private final Supplier<Allowance> allowance;
    private final Turns turns;
    private final Desk desk;
    private final Clocks clocks;
    private final RandomGenerator random;
    private final Approvals approvals;
    private final Map<String, Server> servers = new HashMap<>();
    private volatile boolean stopped;

    /**
     * @param allowance what may be done now: if that changes in the middle of a run, the run ends
     * @param nanoTime a clock that never goes back
     * @param random draws the runs that are held out
     */
    public MemoryWatch(
            MemoryPolicy policy,
            Supplier<Allowance> allowance,
            Turns turns,
            Desk desk,
            InstantSource clock,
            LongSupplier nanoTime,
            Pause pause,
            RandomGenerator random) {
        this.policy = policy;
        this.allowance = allowance;
        this.turns = turns;
        this.desk = desk;
        this.clocks = new Clocks(clock, nanoTime, pause);
        this.random = random;
        this.approvals = new Approvals(policy, turns, desk, clocks);
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
        List<ActionCommand> orders = isWaiting() ? desk.orders() : List.of();
        NodeException failure = null;
        for (Node node : nodes) {
            try {
                look(node, servers.computeIfAbsent(node.toString(), Server::new), orders);
            } catch (NodeException e) {
                failure = e;
            } finally {
                node.close();
            }
        }
        if (!isWaiting()) {
            desk.ignore();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether something is proposed: then somebody may order something at any moment. */
    public boolean isWaiting() {
        return servers.values().stream().anyMatch(server -> server.proposed() != null);
    }

    private void look(Node node, Server server, List<ActionCommand> orders) {
        Proposed waiting = server.proposed();
        if (waiting != null) {
            attend(node, server, waiting, orders);
            return;
        }
        Allowance allowed = allowance.get();
        if (stopped || allowed.mode() == Mode.OFF) {
            return;
        }
        Reading reading = Reading.of(node, policy.limit(), clocks);
        MemoryLevel level = server.saw(reading.memory(), policy.thresholds());
        server.heldOut(clocks.nowMs()).ifPresent(left -> desk.tell(left.heldOut(reading)));
        if (level == MemoryLevel.OK || !server.isDue(clocks.nowMs())) {
            return;
        }
        if (allowed.mode() == Mode.AUTO) {
            String id = Shortage.newId(server, reading);
            if (takesTurn(server, id)) {
                act(node, server, reading, id, allowed, isHeldOut(server.level()));
            }
        } else if (allowed.mode() == Mode.APPROVE) {
            propose(node, server, reading, allowed);
        } else {
            server.rest(policy.caution(), clocks.nowMs());
            relief(allowed)
                    .tell(
                            node,
                            server,
                            reading,
                            "In mode AUTO it would be relieved; in mode " + allowed.mode() + " nothing is done.");
        }
    }

    private boolean takesTurn(Server server, String run) {
        MemoryLevel level = server.level();
        Optional<String> unended = turns.take(server.address(), level, run);
        unended.filter(last -> !last.isEmpty() && !server.knows(last))
                .ifPresent(last -> desk.tell(Shortage.orphaned(last, server.address(), level, clocks.nowMs())));
        if (unended.isPresent()) {
            server.begins(run);
        }
        return unended.isPresent();
    }

    private void act(Node node, Server server, Reading reading, String id, Allowance allowed, boolean heldOut) {
        try {
            if (heldOut) {
                holdOut(server, Shortage.of(id, server, reading, List.of()));
            } else {
                relief(allowed)
                        .run(
                                node,
                                server,
                                reading,
                                id,
                                new Permission(
                                        () -> !stopped && allowance.get().equals(allowed),
                                        () -> turns.keep(server.address()),
                                        clocks.nanoTime()));
            }
        } finally {
            rest(server);
        }
    }

    /** The turn is kept until somebody has answered, so that nobody else proposes the same. */
    private void propose(Node node, Server server, Reading reading, Allowance allowed) {
        String id = Shortage.newId(server, reading);
        if (takesTurn(server, id)) {
            // Before anybody can know of it.
            desk.listen();
            server.propose(relief(allowed).propose(node, server, reading, id));
        }
    }

    private void attend(Node node, Server server, Proposed waiting, List<ActionCommand> orders) {
        Allowance allowed = stopped ? Allowance.NONE : allowance.get();
        Optional<Reading> approved = approvals.attend(node, server, waiting, orders, allowed);
        if (approved.isPresent()) {
            act(node, server, approved.get(), waiting.id(), allowed, false);
        } else if (server.proposed() == null) {
            rest(server);
        }
    }

    private void rest(Server server) {
        MemoryLevel level = server.level();
        leaveTurn(server, level, server.rest(policy.caution(), clocks.nowMs()));
    }

    private Relief relief(Allowance allowed) {
        Reach reach = policy.reach().without(allowed.frozenNamespaces());
        return new Relief(policy.withReach(reach), desk, clocks);
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

    private void holdOut(Server server, Shortage left) {
        server.holdOut(left);
        desk.tell(left.declined(
                clocks.nowMs(),
                List.of(),
                "It is left alone on purpose, as " + policy.caution().heldOutPermille()
                        + " of 1000 such servers are, to know what happens by itself."));
    }
}
