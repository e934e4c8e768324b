package dev.flyball.optimizer.learn;

import dev.flyball.schemas.ActionScore;

/**
 * What was measured of a strategy so far, less what time has made of it: each day it counts 2 % less. Sums, so the order in
 * which it came does not matter, and neither does who measured what.
 *
 * @param tries actions that told something
 * @param weight sum of 1 / variance, as of the newest of them
 * @param effect mean by weight
 * @param asOf event time of the newest of them, epoch milliseconds
 */
public record Evidence(long tries, double weight, double effect, long asOf) {
    public static final Evidence NONE = new Evidence(0, 0, 0, 0);

    private static final double KEPT_PER_DAY = 0.98;
    private static final double DAY_MS = 86_400_000;

    public static Evidence of(ActionScore score) {
        return new Evidence(score.tries(), score.weight(), score.effect(), score.timestamp());
    }

    /** With one more action. */
    public Evidence and(Reward reward, long at) {
        return and(new Evidence(1, 1 / reward.variance(), reward.effect(), at));
    }

    /** What both together know. */
    public Evidence and(Evidence other) {
        long newest = Math.max(asOf, other.asOf);
        double mine = weightAt(newest);
        double others = other.weightAt(newest);
        double sum = mine + others;
        double mean = sum == 0 ? 0 : (mine * effect + others * other.effect) / sum;
        return new Evidence(tries + other.tries, sum, mean, newest);
    }

    /** As an event. */
    public ActionScore score(Cell cell, int partition) {
        return new ActionScore(
                ActionScore.SCHEMA_VERSION,
                cell.strategy(),
                cell.symptom(),
                cell.tier(),
                partition,
                tries,
                weight,
                effect,
                asOf);
    }

    /** What it says at that time by itself. */
    Belief belief(long now) {
        double left = weightAt(now);
        return new Belief(effect, left == 0 ? Double.POSITIVE_INFINITY : 1 / left);
    }

    /** Time that goes backwards brings nothing back. */
    private double weightAt(long now) {
        return weight * Math.pow(KEPT_PER_DAY, Math.max(0, now - asOf) / DAY_MS);
    }
}
