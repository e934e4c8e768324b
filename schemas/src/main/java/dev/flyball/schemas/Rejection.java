package dev.flyball.schemas;

/**
 * Why a piece of input was not accepted as a sample.
 *
 * @param reason the kind of fault
 * @param detail one sentence for a person, with the field and the offending value where that is safe to show
 */
public record Rejection(Reason reason, String detail) {
    /** The kinds of faults; their names are label values of metrics and headers, so they never change. */
    public enum Reason {
        MALFORMED_JSON,
        INVALID_UTF8,
        MISSING_FIELD,
        WRONG_TYPE,
        OUT_OF_RANGE,
        TOO_LONG,
        FORBIDDEN_CHARACTER,
        TIMESTAMP_AHEAD,
        TIMESTAMP_BEHIND,
        RECORD_TOO_LARGE;

        /** The form used in headers and metrics, such as {@code missing-field}. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
