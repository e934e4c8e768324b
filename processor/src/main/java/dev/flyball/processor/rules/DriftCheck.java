package dev.flyball.processor.rules;

import dev.flyball.processor.digest.Digest;
import dev.flyball.processor.digest.Pane;
import dev.flyball.processor.drift.Drift;
import dev.flyball.processor.windows.Windows;
import dev.flyball.schemas.AlertKind;
import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.Evidence;
import dev.flyball.schemas.Metric;
import java.util.List;

/** Decides whether one signal of an endpoint has drifted away from its healthy past. */
record DriftCheck(EndpointDrift shared, Signal signal) implements Check {
    /** What the alerts about a signal show. */
    static Metric metric(Signal signal) {
        return switch (signal) {
            case LATENCY -> Metric.P95;
            case ERRORS -> Metric.ERROR_RATE;
            case TRAFFIC -> Metric.THROUGHPUT;
        };
    }

    /** What is wrong when a signal drifts. */
    static AlertKind kind(Signal signal) {
        return signal == Signal.TRAFFIC ? AlertKind.SILENCE : metric(signal).kind();
    }

    @Override
    public Finding decide(Windows windows) {
        Drift drift = shared.at(windows).drift(signal, windows.boundaryMs());
        Evidence evidence = new Evidence(
                Math.min(drift.sinceMs(), windows.boundaryMs()),
                windows.boundaryMs(),
                drift.samples(),
                signal == Signal.TRAFFIC ? null : Math.round(drift.share() * drift.samples()),
                drift.allowed(),
                null,
                null);
        return new Finding(
                drift.alarms(),
                drift.clear(),
                drift.now(),
                drift.bound(),
                drift.usual(),
                evidence,
                drift.alarms() ? exemplars(windows) : List.of(),
                gates(drift));
    }

    private List<Gate> gates(Drift drift) {
        Drift.Grounds grounds = drift.grounds();
        String amount = signal == Signal.TRAFFIC ? "requests per second to be expected" : "requests learned from";
        return List.of(
                Gate.atLeast("seconds for which it is known", grounds.seconds(), grounds.secondsWanted()),
                Gate.atLeast(amount, grounds.amount(), grounds.amountWanted()),
                Gate.atLeast("log evidence", drift.evidence(), drift.wanted()));
    }

    @Override
    public Chance chance(Windows windows) {
        return shared.at(windows).alarms(signal, windows.boundaryMs()) ? Chance.NOW : Chance.NONE;
    }

    private List<String> exemplars(Windows windows) {
        Digest pane = windows.last(Pane.MS);
        return Reading.exemplars(kind(signal), pane);
    }

    @Override
    public long changesAfter(long boundaryMs) {
        return shared.changesAfter(boundaryMs);
    }

    @Override
    public boolean hasLearned() {
        return shared.hasChanged();
    }

    @Override
    public byte[] learned() {
        return shared.learned();
    }

    @Override
    public void restore(byte[] learned) {
        shared.restore(learned);
    }

    @Override
    public void rest() {
        shared.rest();
    }
}
