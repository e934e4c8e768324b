package dev.flyball.optimizer.decide;

/** What a strategy may do by itself. */
public enum Mode {
    /** Nothing. */
    OFF,
    /** Decide and say what it would do. */
    DRY_RUN,
    /** Propose it, and act once somebody has approved. */
    APPROVE,
    /** Act. */
    AUTO
}
