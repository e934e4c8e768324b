package dev.flyball.optimizer.decide;

/** What a strategy may do by itself. */
public enum Mode {
    /** Nothing. */
    OFF,
    /** Decide and say what it would do. */
    DRY_RUN,
    /** Act. */
    AUTO
}
