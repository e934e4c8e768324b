package dev.flyball.cli.actions;

import dev.flyball.cli.text.Amount;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.OptimizationResult.Phase;
import java.util.List;

/**
 * All that was told of an action.
 *
 * @param history at least one, in the order in which it was told
 */
public record Told(List<OptimizationResult> history) {
    public Told {
        history = List.copyOf(history);
    }

    public OptimizationResult newest() {
        return history.get(history.size() - 1);
    }

    public String id() {
        return newest().id();
    }

    /** Whether something was to be done, rather than a request declined. */
    public boolean isAction() {
        return newest().phase() != Phase.DECLINED || newest().namespace() != null;
    }

    /** Whether it is about the memory of a server. */
    public boolean isRelief() {
        return newest().relief() != null;
    }

    /** Whether somebody has to approve it first. */
    public boolean isProposed() {
        return newest().phase() == Phase.PROPOSED;
    }

    public boolean isRunning() {
        return newest().phase() == Phase.STARTED || newest().phase() == Phase.STAGED;
    }

    /** How far it is, in a few words. */
    public String state() {
        OptimizationResult newest = newest();
        return switch (newest.phase()) {
            case DECLINED -> "not done";
            case PROPOSED -> "waits for approval";
            case RECOMMENDED -> "recommended";
            case STARTED -> "being measured";
            case STAGED -> share(newest) + " of keys treated";
            case FINISHED -> "ended " + newest.verdict();
        };
    }

    private static String share(OptimizationResult result) {
        Integer permille = result.permille();
        return Amount.percent((permille == null ? 0 : permille) / 1000.0);
    }
}
