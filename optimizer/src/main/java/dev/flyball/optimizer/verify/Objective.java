package dev.flyball.optimizer.verify;

/** What an action is to make better. */
public enum Objective {
    RESPONSE_TIME("responseTime", "response time", Measure.LOG_TIME, 0.5, Math.log(1.1)),
    /** Fresh values cost time, so a cure for errors may make requests slower, up to a point. */
    ERROR_RATE("errorRate", "error rate", Measure.ERRORS, 0.2, Math.log(3)),
    /** Measured by the share of misses: from 95 % to 97.5 % hits is nearly nothing, and half of the load on the origin. */
    HIT_RATIO("missRatio", "share of misses", Measure.ORIGIN_LOAD, 0.2, Math.log(1.1));

    private final String field;
    private final String words;
    private final Measure measure;
    private final double typicalEffect;
    private final double tolerableSlowness;

    Objective(String field, String words, Measure measure, double typicalEffect, double tolerableSlowness) {
        this.field = field;
        this.words = words;
        this.measure = measure;
        this.typicalEffect = typicalEffect;
        this.tolerableSlowness = tolerableSlowness;
    }

    /** Its name in events. */
    public String field() {
        return field;
    }

    String words() {
        return words;
    }

    Measure measure() {
        return measure;
    }

    /** How many requests of an arm were bad ones: failed, or went to the origin. */
    long cases(ArmTotals arm) {
        return Math.round(measure.sum(arm));
    }

    /** The share of bad ones, with half a case more of each kind. */
    double share(ArmTotals arm) {
        return (measure.sum(arm) + 0.5) / (arm.count() + 1.0);
    }

    double typicalEffect() {
        return typicalEffect;
    }

    /** By how much the logarithm of the response time may grow before it is harm. */
    double tolerableSlowness() {
        return tolerableSlowness;
    }
}
