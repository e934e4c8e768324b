package dev.flyball.benchmarks.cache;

import dev.flyball.benchmarks.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Reads of another namespace from Redis, by a JVM that has nothing to do with what happens to the million keys. */
record Bystander(Peer reader) {
    static final Duration PHASE = Duration.ofMillis(1_500);

    /** What a phase came to. */
    record Reads(double p99Ms, double longestMs) {
        long p99Nanos() {
            return Math.round(p99Ms * 1e6);
        }

        static Reads of(List<String> answer) {
            return new Reads(Double.parseDouble(answer.get(0)), Double.parseDouble(answer.get(1)));
        }
    }

    /** Begins a phase; returns when it ends, on the clock of {@link System#nanoTime}. */
    long begin(Duration phase) throws IOException {
        long until = System.nanoTime() + phase.toNanos();
        reader.tell("read", until);
        return until;
    }

    Reads end() throws IOException {
        return Reads.of(reader.hear());
    }

    Reads readAll(Duration phase) throws IOException {
        begin(phase);
        return end();
    }
}
