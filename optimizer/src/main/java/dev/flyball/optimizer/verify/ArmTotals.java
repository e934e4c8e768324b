package dev.flyball.optimizer.verify;

import java.util.List;

/**
 * What one arm did, as sums, in one window or in several.
 *
 * @param hits reads that spared the origin
 * @param logSum of the natural logarithms of the response times in microseconds
 * @param logSquares of the squares of those
 */
public record ArmTotals(long count, long errors, long hits, double logSum, double logSquares) {
    static ArmTotals sum(List<ArmTotals> parts) {
        return new ArmTotals(
                parts.stream().mapToLong(ArmTotals::count).sum(),
                parts.stream().mapToLong(ArmTotals::errors).sum(),
                parts.stream().mapToLong(ArmTotals::hits).sum(),
                parts.stream().mapToDouble(ArmTotals::logSum).sum(),
                parts.stream().mapToDouble(ArmTotals::logSquares).sum());
    }

    /** Geometric mean of the response times, milliseconds; 0 without any. */
    double geometricMeanMs() {
        return count == 0 ? 0 : Math.exp(logSum / count) / 1000;
    }
}
