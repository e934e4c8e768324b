package dev.flyball.benchmarks.optimizer;

/**
 * What a treatment truly does to a request.
 *
 * @param slower factor on its response time
 * @param errorRate with the treatment
 * @param usualErrorRate without
 * @param missRatio with the treatment
 * @param usualMissRatio without
 */
record Treated(double slower, double errorRate, double usualErrorRate, double missRatio, double usualMissRatio) {
    static final Treated NOT_AT_ALL = new Treated(1, 0.01, 0.01, 0.5, 0.5);

    /** Response times by that factor, and nothing else. */
    static Treated times(double slower) {
        return new Treated(slower, 0.01, 0.01, 0.5, 0.5);
    }

    Treated failing(double errorRate, double usual) {
        return new Treated(slower, errorRate, usual, missRatio, usualMissRatio);
    }

    Treated missing(double missRatio, double usual) {
        return new Treated(slower, errorRate, usualErrorRate, missRatio, usual);
    }
}
