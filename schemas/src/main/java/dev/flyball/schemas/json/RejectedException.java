package dev.flyball.schemas.json;

import dev.flyball.schemas.Rejection;
import dev.flyball.schemas.Rejection.Reason;

/**
 * Ends the reading of one object. Carries no stack trace, as bad input may come at any rate, and never leaves {@link
 * SampleReader}.
 */
final class RejectedException extends RuntimeException {
    private final transient Rejection rejection;

    RejectedException(Reason reason, String detail) {
        super(detail, null, false, false);
        rejection = new Rejection(reason, detail);
    }

    Rejection rejection() {
        return rejection;
    }
}
