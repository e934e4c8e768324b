package dev.flyball.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The side of an experiment that a key belongs to while an action runs. */
public enum Arm {
    @JsonProperty("treated")
    TREATED,
    @JsonProperty("control")
    CONTROL
}
