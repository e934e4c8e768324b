package dev.flyball.optimizer.verify;

/** Something of each request that has a mean and a scatter, so that arms can be compared by it. */
enum Measure {
    /** The logarithm of the response time: its differences are ratios, and a few slow requests do not drown the rest. */
    LOG_TIME {
        @Override
        double sum(ArmTotals arm) {
            return arm.logSum();
        }

        @Override
        double scatter(ArmTotals arm) {
            double mean = arm.logSum() / arm.count();
            return Math.max(0, arm.logSquares() / arm.count() - mean * mean);
        }

        @Override
        double unrest(double scatter) {
            return 0.05 * 0.05;
        }
    },

    /** Whether it failed. */
    ERRORS {
        @Override
        double sum(ArmTotals arm) {
            return arm.errors();
        }

        @Override
        double scatter(ArmTotals arm) {
            return ofShare(arm.errors(), arm.count());
        }

        @Override
        double unrest(double scatter) {
            return 0.005 * scatter;
        }
    },

    /** Whether it went to the origin. */
    ORIGIN_LOAD {
        @Override
        double sum(ArmTotals arm) {
            return arm.count() - arm.hits();
        }

        @Override
        double scatter(ArmTotals arm) {
            return ofShare(arm.hits(), arm.count());
        }

        @Override
        double unrest(double scatter) {
            return 0.005 * scatter;
        }
    };

    abstract double sum(ArmTotals arm);

    /** Variance between the requests of an arm. */
    abstract double scatter(ArmTotals arm);

    /**
     * What the variance between windows is taken to be as long as few windows tell: two halves of the same keys never do
     * quite the same.
     */
    abstract double unrest(double scatter);

    double mean(ArmTotals arm) {
        return sum(arm) / arm.count();
    }

    /** With half a case more of each kind: that none of few failed does not prove that none can. */
    private static double ofShare(long cases, long count) {
        double share = (cases + 0.5) / (count + 1.0);
        return share * (1 - share);
    }
}
