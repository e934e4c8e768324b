package dev.flyball.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What a contender did, and what it took.
 *
 * @param work pieces of work done
 * @param wall how long it took
 * @param cpu processor time of its whole JVM meanwhile, garbage collection included; not that of the compilers where the
 *     system tells it (Linux), as they are done in the first minute of a service, but not in so short a run
 */
public record Measured(long work, Duration wall, Duration cpu) {
    private static final String MARK = "measured";

    public double perSecond() {
        return work * 1e9 / wall.toNanos();
    }

    public double cpuMicrosEach() {
        return cpu.toNanos() / 1e3 / work;
    }

    /** As one line, for the JVM that waits for it. */
    public String line() {
        return MARK + " " + work + " " + wall.toNanos() + " " + cpu.toNanos();
    }

    static boolean isLine(String line) {
        return line.startsWith(MARK + " ");
    }

    static Measured ofLine(String line) {
        String[] parts = line.split(" ", -1);
        return new Measured(
                Long.parseLong(parts[1]),
                Duration.ofNanos(Long.parseLong(parts[2])),
                Duration.ofNanos(Long.parseLong(parts[3])));
    }

    /** A moment from which on work is measured. */
    public record Start(long work, long wallNanos, long cpuNanos) {
        public static Start now(long workSoFar) {
            return new Start(workSoFar, System.nanoTime(), cpuNow());
        }

        public Measured until(long workSoFar) {
            return new Measured(
                    workSoFar - work,
                    Duration.ofNanos(System.nanoTime() - wallNanos),
                    Duration.ofNanos(cpuNow() - cpuNanos));
        }

        private static long cpuNow() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                            .getProcessCpuTime()
                    - Compilers.cpuNanos();
        }
    }
}
