package dev.flyball.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an alert stands. */
public enum AlertState {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("firing")
    FIRING,
    @JsonProperty("resolved")
    RESOLVED
}
