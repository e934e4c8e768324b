package dev.flyball.loadgen.pacing;

import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.Scenario.Arrivals;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/** When the requests of a phase are due; all times are nanoseconds since the phase began. */
public sealed interface Demand {
    /** When the next request is due; {@link ArrivalSchedule#NEVER} if that is not known, or none is. */
    long nextDue();

    /** The next request is being dealt with. */
    void take();

    /** A request has ended; of concern to those who wait for answers. Called by any thread. */
    void ended(long at);

    static Demand of(Phase phase, Arrivals arrivals, RandomGenerator random) {
        if (phase.load() instanceof Phase.Closed closed) {
            return new Closed(closed);
        }
        Phase.Open open = (Phase.Open) phase.load();
        Duration duration = phase.duration();
        return new Open(
                arrivals == Arrivals.EVEN
                        ? ArrivalSchedule.even(open, duration)
                        : ArrivalSchedule.poisson(open, duration, random));
    }

    /** That of people who do not wait for each other. */
    final class Open implements Demand {
        private final ArrivalSchedule schedule;
        private long next;

        Open(ArrivalSchedule schedule) {
            this.schedule = schedule;
            next = schedule.next();
        }

        @Override
        public long nextDue() {
            return next;
        }

        @Override
        public void take() {
            next = schedule.next();
        }

        @Override
        public void ended(long at) {
            // Nobody waits for it.
        }
    }

    /** That of a number of users, each of whom waits for the answer and thinks before asking again. */
    final class Closed implements Demand {
        private final PriorityQueue<Long> due = new PriorityQueue<>();
        private final long thinkNanos;

        Closed(Phase.Closed load) {
            thinkNanos = load.thinkTime().toNanos();
            for (int user = 0; user < load.users(); user++) {
                // Spread over the time to think, or they would ask in step for ever.
                due.add(thinkNanos / load.users() * user);
            }
        }

        @Override
        public synchronized long nextDue() {
            Long next = due.peek();
            return next == null ? ArrivalSchedule.NEVER : next;
        }

        @Override
        public synchronized void take() {
            due.remove();
        }

        @Override
        public synchronized void ended(long at) {
            due.add(at + thinkNanos);
        }
    }
}
