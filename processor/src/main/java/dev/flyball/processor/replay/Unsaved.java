package dev.flyball.processor.replay;

import dev.flyball.processor.monitor.Changes;
import dev.flyball.processor.rules.OpenAlert;
import dev.flyball.schemas.Endpoint;

/** Lets go of what has changed in the monitor: a replay begins anew each time. */
final class Unsaved implements Changes {
    @Override
    public void block(Endpoint endpoint, int level, long startMs, byte[] bytes) {}

    @Override
    public void endpoint(Endpoint endpoint, byte[] bytes) {}

    @Override
    public void forgetEndpoint(Endpoint endpoint) {}

    @Override
    public void alert(OpenAlert alert) {}
}
