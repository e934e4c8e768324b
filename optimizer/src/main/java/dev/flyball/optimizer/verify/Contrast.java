package dev.flyball.optimizer.verify;

import java.util.Comparator;
import java.util.List;

/**
 * How much higher a measure is on the treated arm than on the other one, over some windows. The arms share the noise of
 * their window, so it cancels; what is left of it, and that it lasts from one window to the next, is estimated from how
 * the windows differ, starting from a prior guess since there are never many windows.
 */
final class Contrast {
    /** The prior guess counts like so many windows. */
    private static final double PRIOR_WINDOWS = 4;

    /** Few treated requests may look alike by luck, so the scatter of the others counts like so many of them. */
    private static final double PRIOR_REQUESTS = 10;

    private static final double PRIOR_CORRELATION = 0.3;
    private static final double MOST_CORRELATION = 0.8;

    private final double[] difference;
    private final double[] ownVariance;
    private final double unrest;

    private Contrast(List<ArmsWindow> windows, Measure measure) {
        ArmTotals allTreated = ArmsWindow.sum(windows, ArmsWindow::treated);
        double controlScatter = measure.scatter(ArmsWindow.sum(windows, ArmsWindow::control));
        double treatedScatter = (allTreated.count() * measure.scatter(allTreated) + PRIOR_REQUESTS * controlScatter)
                / (allTreated.count() + PRIOR_REQUESTS);
        int count = windows.size();
        difference = new double[count];
        ownVariance = new double[count];
        unrest = measure.unrest(Math.max(treatedScatter, controlScatter));
        for (int i = 0; i < count; i++) {
            ArmTotals treated = windows.get(i).treated().totals();
            ArmTotals control = windows.get(i).control().totals();
            difference[i] = measure.mean(treated) - measure.mean(control);
            ownVariance[i] = treatedScatter / treated.count() + controlScatter / control.count();
        }
    }

    /** Over the windows in which both arms had requests; without any, nothing is known. */
    static Estimate of(List<ArmsWindow> windows, Measure measure) {
        List<ArmsWindow> usable = windows.stream()
                .filter(window -> window.treated().totals().count() > 0
                        && window.control().totals().count() > 0)
                .sorted(Comparator.comparingLong(ArmsWindow::start))
                .toList();
        return usable.isEmpty() ? new Estimate(0, Double.POSITIVE_INFINITY) : new Contrast(usable, measure).estimate();
    }

    private Estimate estimate() {
        // The weights need the variance between windows, which needs the mean, which needs the weights: one round does.
        double between = between(weights(unrest));
        double[] weights = weights(between);
        double mean = mean(weights);
        double own = 0;
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            own += weights[i] * weights[i] * ownVariance[i];
            squares += weights[i] * weights[i];
        }
        return new Estimate(mean, own + between * squares * persistence(correlation(mean, between)));
    }

    private double[] weights(double between) {
        double[] weights = new double[difference.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = 1 / (ownVariance[i] + between);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    private double mean(double[] weights) {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * difference[i];
        }
        return mean;
    }

    private double between(double[] weights) {
        double mean = mean(weights);
        double excess = PRIOR_WINDOWS * unrest;
        for (int i = 0; i < weights.length; i++) {
            double off = difference[i] - mean;
            excess += off * off - ownVariance[i] * (1 - weights[i]);
        }
        return Math.max(unrest / 2, excess / (PRIOR_WINDOWS + weights.length - 1));
    }

    private double correlation(double mean, double between) {
        double products = PRIOR_WINDOWS * PRIOR_CORRELATION * between;
        for (int i = 1; i < difference.length; i++) {
            products += (difference[i - 1] - mean) * (difference[i] - mean);
        }
        double correlation = products / ((PRIOR_WINDOWS + difference.length - 1) * between);
        return Math.max(0, Math.min(MOST_CORRELATION, correlation));
    }

    /** How much larger the variance of a mean is when each window resembles the one before. */
    private double persistence(double correlation) {
        double factor = 1;
        double power = 1;
        int count = difference.length;
        for (int lag = 1; lag < count; lag++) {
            power *= correlation;
            factor += 2 * (1 - (double) lag / count) * power;
        }
        return factor;
    }
}
