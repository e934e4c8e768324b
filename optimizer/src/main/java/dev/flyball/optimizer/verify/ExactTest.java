package dev.flyball.optimizer.verify;

/** Fisher's exact test of two shares: no approximation, so it holds for few cases too. */
final class ExactTest {
    private ExactTest() {}

    /**
     * How likely it is that so few, or fewer, of all errors fell on the first group by chance.
     *
     * @param few errors of the first group
     * @param count requests of the first group
     * @param otherErrors errors of the other group
     * @param otherCount requests of the other group
     */
    static double fewer(long few, long count, long otherErrors, long otherCount) {
        long errors = few + otherErrors;
        double likelihood = 0;
        for (long i = Math.max(0, errors - otherCount); i <= few; i++) {
            likelihood += Math.exp(
                    logChoose(count, i) + logChoose(otherCount, errors - i) - logChoose(count + otherCount, errors));
        }
        return Math.min(1, likelihood);
    }

    private static double logChoose(long all, long some) {
        return logFactorial(all) - logFactorial(some) - logFactorial(all - some);
    }

    private static double logFactorial(long n) {
        if (n < 20) {
            double product = 1;
            for (long i = 2; i <= n; i++) {
                product *= i;
            }
            return Math.log(product);
        }
        // Stirling's series; its next term is below 1e-9 here.
        return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1.0 / (12.0 * n) - 1.0 / (360.0 * n * n * n);
    }
}
