package dev.flyball.schemas;

/** What an action came to. */
public enum Verdict {
    IMPROVED,
    NO_EFFECT,
    WORSENED,
    INCONCLUSIVE,
    INVALID
}
