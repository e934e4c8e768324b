package dev.flyball.processor.combine;

import dev.flyball.schemas.Endpoint;

/** Takes what has to be known after a restart. */
public interface Memory {
    /** Of what is never restarted. */
    Memory NONE = new Memory() {
        @Override
        public void seen(Endpoint endpoint, long seenMs) {}

        @Override
        public void gone(Endpoint endpoint) {}
    };

    /**
     * An endpoint is told apart.
     *
     * @param seenMs when it was last seen, in grains of event time, epoch milliseconds
     */
    void seen(Endpoint endpoint, long seenMs);

    /** An endpoint was silent for so long that it has given its place back. */
    void gone(Endpoint endpoint);
}
