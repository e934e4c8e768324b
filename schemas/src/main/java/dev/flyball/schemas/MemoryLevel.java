package dev.flyball.schemas;

/** How near a Redis is to the end of its memory, in the order of urgency. */
public enum MemoryLevel {
    OK,
    WARNING,
    CRITICAL
}
