package dev.flyball.processor.telemetry;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** What of the processor's state can be read as a number at any moment; empty while it cannot be told. */
public interface ProcessorState {
    /** Number of endpoints that are watched. */
    OptionalLong endpoints();

    /** Number of alerts that are pending or firing. */
    OptionalLong openAlerts();

    /** How far the stores are that are being restored, 0 to 100; empty while none is. */
    OptionalInt restoredPercent();

    /** Event time up to which windows are closed, epoch milliseconds. */
    OptionalLong clock();
}
