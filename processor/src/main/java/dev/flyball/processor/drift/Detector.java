package dev.flyball.processor.drift;

import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;
import dev.flyball.schemas.sketch.LatencySketch;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares an endpoint with its own healthy past. Told of each closed pane with requests, in order, it says of each signal
 * whether the evidence for a change for the worse has used up the budget of false alarms.
 *
 * <p>It says nothing while it has seen too little, learns only while nothing is suspicious, and takes a changed level that
 * has lasted for two hours for the new normal, unless more than a tenth of the requests fail. What it says depends on the
 * samples alone, not on the order within a pane, on restarts or on when it is asked. Not safe for concurrent use.
 */
public final class Detector {
    private static final int VERSION = 2;
    private static final long ADOPT_AFTER_MS = 2 * 3_600_000;
    private static final long WARM_UP_MS = 300_000;
    private static final double WARM_UP_REQUESTS = 100;
    private static final double NEVER_NORMAL = 0.1;

    private final Budget budget;
    private final TrafficSignal traffic;
    private final Judgement latency = new Judgement(LatencySignal.CAUTION);
    private final Judgement errors = new Judgement(ErrorSignal.CAUTION);
    private @Nullable Past healthy;
    /** What requests are like since something is suspicious; missing while nothing is. */
    private @Nullable Past present;

    private long firstMs;
    private long lastMs = Long.MIN_VALUE;
    private long alarmedMs;

    public Detector(Budget budget) {
        this.budget = budget;
        traffic = new TrafficSignal(budget, ADOPT_AFTER_MS);
    }

    /**
     * Takes a closed pane. Panes without requests are not told; one that is not newer than the last is left out, since
     * nothing is decided in hindsight.
     *
     * @param paneMs start of the pane, epoch milliseconds
     * @param latencies of its requests
     * @param failed how many of them failed
     */
    public void observe(long paneMs, LatencySketch latencies, long failed) {
        if (paneMs <= lastMs || latencies.count() == 0) {
            return;
        }
        lastMs = paneMs;
        traffic.observe(paneMs, latencies.count());
        PaneCounts pane = new PaneCounts(latencies, failed);
        Past past = healthy;
        if (past == null) {
            past = new Past(paneMs);
            firstMs = paneMs;
            healthy = past;
        }
        if (isWarm(past, paneMs)) {
            judge(pane, past, paneMs);
        } else {
            past.learn(pane, paneMs);
        }
    }

    private boolean isWarm(Past past, long paneMs) {
        return paneMs - firstMs >= WARM_UP_MS && past.requests() >= WARM_UP_REQUESTS;
    }

    private void judge(PaneCounts pane, Past past, long paneMs) {
        double wantedOfLatency = wanted(LatencySignal.COUNT);
        double wantedOfErrors = wanted(ErrorSignal.COUNT);
        LatencySignal.add(latency, pane, past, wantedOfLatency, paneMs);
        ErrorSignal.add(errors, pane, past, wantedOfErrors, paneMs);
        if (latency.isSuspicious(wantedOfLatency) || errors.isSuspicious(wantedOfErrors)) {
            suspect(pane, paneMs);
        } else {
            acquit(past);
            past.learn(pane, paneMs);
        }
    }

    private void suspect(PaneCounts pane, long paneMs) {
        boolean alarming = latency.isAlarming() || errors.isAlarming();
        alarmedMs = alarming && alarmedMs == 0 ? paneMs : alarmedMs;
        present = present == null ? new Past(paneMs) : present;
        present.learn(pane, paneMs);
        if (alarming && paneMs - alarmedMs >= ADOPT_AFTER_MS) {
            adopt(present);
        }
    }

    /** What was suspicious and came to nothing is normal; left out, the past would look better than it was. */
    private void acquit(Past past) {
        if (present != null && alarmedMs == 0) {
            past.learn(present);
        }
        present = null;
        alarmedMs = 0;
    }

    private void adopt(Past level) {
        if (level.errorRate() <= NEVER_NORMAL && level.requests() >= WARM_UP_REQUESTS) {
            healthy = level;
            present = null;
            alarmedMs = 0;
            latency.forget();
            errors.forget();
        }
    }

    private double wanted(int bets) {
        return budget.wanted(bets, traffic.rate());
    }

    /** Whether that pane, or a newer one, was observed. */
    public boolean knows(long paneMs) {
        return paneMs <= lastMs;
    }

    /** What it says of a signal at a pane boundary, epoch milliseconds. */
    public Drift drift(Signal signal, long nowMs) {
        return switch (signal) {
            case LATENCY -> latencyDrift();
            case ERRORS -> errorDrift();
            case TRAFFIC -> traffic.drift(nowMs);
        };
    }

    /** Whether {@link #drift} would say that a signal alarms; to be asked first, as it costs less. */
    public boolean alarms(Signal signal, long nowMs) {
        return switch (signal) {
            case LATENCY -> latency.isAlarming();
            case ERRORS -> errors.isAlarming();
            case TRAFFIC -> traffic.isAlarming(nowMs);
        };
    }

    /** What it says at a pane boundary, epoch milliseconds; one for each signal. */
    public List<Drift> drifts(long nowMs) {
        return Stream.of(Signal.values()).map(signal -> drift(signal, nowMs)).toList();
    }

    /**
     * When silence alone would next change what it says, after that moment; epoch milliseconds, {@link Long#MAX_VALUE} if it
     * would not. To be asked again after each {@link #observe}, and when that time has come.
     */
    public long wakeMs(long nowMs) {
        return traffic.wakeMs(nowMs);
    }

    private Drift latencyDrift() {
        double usual = healthy == null ? 0 : healthy.quantileMs(0.95);
        double now = present == null ? usual : present.quantileMs(0.95);
        return latency.drift(Signal.LATENCY, wanted(LatencySignal.COUNT), usual, now, grounds());
    }

    private Drift errorDrift() {
        double usual = healthy == null ? 0 : healthy.errorRate();
        double now = present == null ? usual : present.errorRate();
        return errors.drift(Signal.ERRORS, wanted(ErrorSignal.COUNT), usual, now, grounds());
    }

    private Drift.Grounds grounds() {
        Past past = healthy;
        return past == null
                ? new Drift.Grounds(0, WARM_UP_MS / 1_000.0, 0, WARM_UP_REQUESTS)
                : new Drift.Grounds(
                        (lastMs - firstMs) / 1_000.0, WARM_UP_MS / 1_000.0, past.requests(), WARM_UP_REQUESTS);
    }

    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(512);
        out.putByte(VERSION).putSignedVarLong(firstMs).putSignedVarLong(lastMs).putSignedVarLong(alarmedMs);
        traffic.writeTo(out);
        latency.writeTo(out);
        errors.writeTo(out);
        write(healthy, out);
        write(present, out);
        return out.toBytes();
    }

    private static void write(@Nullable Past past, ByteWriter out) {
        out.putByte(past == null ? 0 : 1);
        if (past != null) {
            past.writeTo(out);
        }
    }

    /** @throws MalformedBytesException if the bytes are no detector, or one of an unknown version */
    public static Detector ofBytes(Budget budget, byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int version = in.getByte();
        if (version != VERSION) {
            throw new MalformedBytesException("drift detector of unknown version " + version);
        }
        Detector detector = new Detector(budget);
        detector.firstMs = in.getSignedVarLong();
        detector.lastMs = in.getSignedVarLong();
        detector.alarmedMs = in.getSignedVarLong();
        detector.traffic.readFrom(in);
        detector.latency.readFrom(in);
        detector.errors.readFrom(in);
        detector.healthy = Numbers.getFlag(in) ? Past.readFrom(in) : null;
        detector.present = Numbers.getFlag(in) ? Past.readFrom(in) : null;
        in.requireEnd();
        return detector;
    }
}
