package dev.flyball.benchmarks.drift;

/** What is labelled as an incident, in seconds from the start. */
record Incident(Fault fault, int start, int end) {
    boolean covers(double second) {
        return second >= start && second < end;
    }
}
