package dev.flyball.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How urgent an alert is. */
public enum Severity {
    @JsonProperty("info")
    INFO,
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("critical")
    CRITICAL
}
