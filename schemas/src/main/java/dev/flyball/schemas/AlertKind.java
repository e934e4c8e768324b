package dev.flyball.schemas;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is wrong with an endpoint, told by what the rule looks at. */
public enum AlertKind {
    @JsonProperty("latency")
    LATENCY,
    @JsonProperty("error")
    ERROR,
    @JsonProperty("throughput")
    THROUGHPUT,
    @JsonProperty("silence")
    SILENCE,
    @JsonProperty("resource")
    RESOURCE
}
