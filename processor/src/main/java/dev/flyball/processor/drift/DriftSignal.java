package dev.flyball.processor.drift;

/** What can drift. */
public enum DriftSignal {
    /** Requests take longer than they used to: all of them, or a share. */
    LATENCY,
    /** More requests fail than used to. */
    ERRORS,
    /** Fewer requests come than usual. */
    TRAFFIC
}
