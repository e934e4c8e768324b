package dev.flyball.ingest;

import java.util.Locale;

/** Why a sample never reached Kafka; the labels are values of metrics, so they never change. */
public enum DropReason {
    /** The app made samples faster than they could be sent; the newest gave way. */
    QUEUE_FULL,
    /** Kafka did not take the batch within the delivery time-out. */
    SEND_FAILED,
    /** The processor would reject it: a text too long, a forbidden character, a time that is no number. */
    INVALID,
    /** It was published to a closed publisher, or was still waiting when the time to close was over. */
    CLOSED;

    /** The form used in metrics and logs, such as {@code queue-full}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
