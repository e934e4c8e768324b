package dev.flyball.processor.monitor;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.schemas.Endpoint;

/** Takes what has changed in the monitor's state since the last time, so that it survives a restart. */
public interface Changes {
    void pane(Endpoint endpoint, long startMs, Digest digest);

    /** An alert that is open, or was resolved and is remembered. */
    void alert(OpenAlert alert);
}
