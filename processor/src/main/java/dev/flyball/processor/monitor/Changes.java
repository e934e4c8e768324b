package dev.flyball.processor.monitor;

import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.schemas.Endpoint;

/** Takes what has changed in the monitor's state since the last time, so that it survives a restart. */
public interface Changes {
    /** A block of an endpoint's panes, whose content is new. How long it is of use, {@link Monitor#oldestUsed} says. */
    void block(Endpoint endpoint, int level, long startMs, byte[] bytes);

    /** What else is to be known of an endpoint. */
    void endpoint(Endpoint endpoint, byte[] bytes);

    /** An endpoint that has been silent for so long that nothing is to be known of it any more. */
    void forgetEndpoint(Endpoint endpoint);

    /** An alert that is open, or was resolved and is remembered. */
    void alert(OpenAlert alert);
}
