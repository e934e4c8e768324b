package dev.flyball.processor.telemetry;

import dev.flyball.schemas.AlertState;
import dev.flyball.schemas.Rejection;
import java.time.Duration;

/**
 * What the processor counts about itself. Nothing here takes the name of an endpoint: labels must not grow with what
 * comes over the wire. All methods may be called by any thread, and are cheap.
 */
public interface ProcessorMeters {
    /** Counts nothing. */
    ProcessorMeters NONE = new ProcessorMeters() {};

    /** Samples were accepted. */
    default void accepted(long samples) {}

    /** A piece of input was not accepted. */
    default void rejected(Rejection.Reason reason) {}

    /** A record on the rules topic was no rule, and was kept out. */
    default void ruleRefused() {}

    /** Samples came after their window was published. */
    default void late(long samples) {}

    /** Windows were published, corrected ones included. */
    default void published(long windows) {}

    /** An alert went into this state. */
    default void alertBecame(AlertState state) {}

    /** The optimizer was asked for help. */
    default void optimizationRequested() {}

    /** Samples were counted as {@code _other}, since the service has too many names. Only some services get a label. */
    default void folded(String service, long samples) {}

    /**
     * The optimizer recommends so many instances of a service. Only some services get a label.
     *
     * @param at epoch milliseconds; it holds for a while from then on
     */
    default void recommended(String service, int instances, long at) {}

    /** The panes of one commit were handed on, which took this long. */
    default void drained(Duration took) {}
}
