package dev.flyball.cache.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Removes the keys of a sweep, server by server, with SCAN and UNLINK in steps whose size follows what readers wait, see
 * {@link Pace}. Each run has one thread; any may stop it.
 */
public final class Sweeper {
    private static final int TRIES = 6;
    private static final long FIRST_RETRY_NANOS = Duration.ofMillis(100).toNanos();
    private static final int PROBES_TO_BEGIN = 31;
    private static final long BETWEEN_PROBES_NANOS = Duration.ofMillis(1).toNanos();
    /** So that what is usual follows the load that others put on the server. */
    private static final int STEPS_PER_IDLE_PROBE = 8;

    private final List<? extends Node> nodes;
    private final Pace.Limits limits;
    private final Pause pause;
    private final SweepListener listener;
    private volatile boolean stopped;

    public Sweeper(List<? extends Node> nodes, Pace.Limits limits, Pause pause, SweepListener listener) {
        this.nodes = List.copyOf(nodes);
        this.limits = limits;
        this.pause = pause;
        this.listener = listener;
    }

    /**
     * Sweeps what is left from a place on, until that is all, or it is stopped.
     *
     * @return how far it came; what it was told of servers that it does not know any more is forgotten
     * @throws SweepFailedException if a server refuses, or does not answer for some seconds
     */
    public Progress run(Sweep sweep, Checkpoint from) {
        Tally tally = new Tally(0, from);
        try {
            Checkpoint known = from.only(nodes.stream().map(this::nameOf).collect(Collectors.toSet()));
            tally = new Tally(
                    nodes.stream()
                            .filter(node -> !known.isDone(nameOf(node)))
                            .mapToLong(this::sizeOf)
                            .sum(),
                    known);
            for (Node node : nodes) {
                sweep(node, sweep, tally);
            }
            return tally.progress();
        } catch (NodeException e) {
            throw new SweepFailedException(e, tally.progress());
        }
    }

    /** Ends a run after its current step. */
    public void stop() {
        stopped = true;
    }

    public boolean isStopped() {
        return stopped;
    }

    private String nameOf(Node node) {
        return stubbornly(node, node::name);
    }

    private long sizeOf(Node node) {
        return stubbornly(node, node::size);
    }

    private void sweep(Node node, Sweep sweep, Tally tally) {
        Pace pace = stubbornly(node, () -> paceFor(node));
        for (int step = 1; !stopped && !tally.checkpoint().isDone(nameOf(node)); step++) {
            boolean probe = step % STEPS_PER_IDLE_PROBE == 0;
            stubbornly(node, () -> step(node, sweep, tally, pace, probe));
            listener.progressed(tally.progress());
        }
    }

    /** If the server goes away in the middle, the whole step is done again, which does no harm. */
    private Void step(Node node, Sweep sweep, Tally tally, Pace pace, boolean probe) {
        if (probe) {
            pace.idle(node.probeNanos());
        }
        String name = node.name();
        int places = pace.keys();
        Node.Page page = paced(pace, node.scan(tally.checkpoint().cursor(name), sweep.pattern(), places));
        List<byte[]> victims = victims(node, sweep, pace, page.keys());
        remove(node, sweep, tally, pace, victims);
        tally.scanned(places, page.keys().size());
        tally.spared(page.keys().size() - victims.size());
        tally.reached(
                page.isLast()
                        ? tally.checkpoint().done(name)
                        : tally.checkpoint().at(name, page.cursor()));
        return null;
    }

    private List<byte[]> victims(Node node, Sweep sweep, Pace pace, List<byte[]> matching) {
        List<byte[]> unprotected =
                matching.stream().filter(name -> !sweep.isProtected(name)).toList();
        if (sweep.furtherCondition().isEmpty() || unprotected.isEmpty()) {
            return unprotected;
        }
        return meeting(sweep.furtherCondition().get(), node, pace, unprotected);
    }

    private <F> List<byte[]> meeting(Sweep.Condition<F> condition, Node node, Pace pace, List<byte[]> names) {
        List<F> facts = paced(pace, condition.ask(node, names));
        List<byte[]> meeting = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (condition.holds(new String(names.get(i), UTF_8), facts.get(i))) {
                meeting.add(names.get(i));
            }
        }
        return meeting;
    }

    private void remove(Node node, Sweep sweep, Tally tally, Pace pace, List<byte[]> victims) {
        if (victims.isEmpty()) {
            return;
        }
        OptionalLong weight = node.weigh(victims.get(0));
        int removed = sweep.dryRun() ? victims.size() : paced(pace, node.unlink(victims));
        tally.weighed(weight);
        tally.removed(victims, removed);
    }

    private <T> T paced(Pace pace, Node.Probed<T> answer) {
        pace.busy(answer.probeNanos(), answer.tookNanos());
        pause.forNanos(pace.pauseNanos());
        return answer.answer();
    }

    private Pace paceFor(Node node) {
        Pace pace = new Pace(limits);
        for (int i = 0; i < PROBES_TO_BEGIN; i++) {
            pace.idle(node.probeNanos());
            pause.forNanos(BETWEEN_PROBES_NANOS);
        }
        return pace;
    }

    private interface Question<T> {
        T ask();
    }

    /** Asks again if the server is away for a moment, some seconds in all. */
    private <T> T stubbornly(Node node, Question<T> question) {
        long waitNanos = FIRST_RETRY_NANOS;
        for (int tries = 1; ; tries++) {
            try {
                return question.ask();
            } catch (NodeException e) {
                node.close();
                if (!e.isPassing() || tries == TRIES || stopped) {
                    throw e;
                }
                listener.retrying(node.toString(), e);
                pause.forNanos(waitNanos);
                waitNanos *= 2;
            }
        }
    }
}
