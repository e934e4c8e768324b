package dev.flyball.processor.rules;

import dev.flyball.schemas.Evidence;
import org.jspecify.annotations.Nullable;

/**
 * How many of a window's samples are bad, held against what is allowed. A share that is proven to be too high is one
 * whose lower confidence bound is, so that ten requests at night do not page and a busy endpoint need not wait.
 *
 * @param allowed share that may be bad, 0 to 1
 * @param bound lower confidence bound of the true share; 0 when the counted one is allowed anyway
 */
record Share(long bad, long samples, double allowed, double bound) {
    static Share of(long bad, long samples, double allowed, double confidence) {
        // The bound lies below the share itself, so there is no need to compute it when the share is allowed.
        return new Share(
                bad,
                samples,
                allowed,
                isTooHigh(bad, samples, allowed) ? ProportionBound.lower(bad, samples, confidence) : 0);
    }

    /** Whether the counted share is above what is allowed, be it by chance. */
    static boolean isTooHigh(long bad, long samples, double allowed) {
        return samples > 0 && (double) bad / samples > allowed;
    }

    double counted() {
        return samples == 0 ? 0 : (double) bad / samples;
    }

    boolean isTooHigh() {
        return isTooHigh(bad, samples, allowed);
    }

    boolean isProven() {
        return bound > allowed;
    }

    Evidence evidence(long fromMs, long toMs, @Nullable Double budgetLeft) {
        return new Evidence(fromMs, toMs, samples, bad, allowed, bound, budgetLeft);
    }
}
