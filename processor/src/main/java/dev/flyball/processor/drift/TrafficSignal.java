package dev.flyball.processor.drift;

import dev.flyball.processor.digest.Pane;
import dev.flyball.schemas.Condition.Drift.Signal;
import dev.flyball.schemas.sketch.ByteReader;
import dev.flyball.schemas.sketch.ByteWriter;

/**
 * Whether requests stay away: Poisson likelihood ratios of hardly any and of a fifth of the expected ones against half of
 * them, which is forgiven; weaker where the endpoint's traffic is more uneven than Poisson's. Expected is the least of
 * what came in the last minutes, in the last hours, and what is usual at that time of the day.
 *
 * <p>Panes without requests are not told. What they say is a sum that is computed when it is asked for, so that asking
 * changes nothing.
 */
final class TrafficSignal {
    /** Traffic below this is too rare to be missed, requests per second. */
    private static final double LEAST_RATE = 0.02;

    private static final long WARM_UP_MS = 1_800_000;
    static final double FORGIVEN = 0.5;
    /** What is left of the forgiven traffic. */
    private static final double[] LEFT = {0.04, 0.4};

    private static final double[] LOG_LEFT = {StrictMath.log(LEFT[0]), StrictMath.log(LEFT[1])};
    /** A second says at most this share of what an alarm takes, so that pauses and restarts of some seconds are none. */
    private static final double CAP = 0.1;

    /** Evidence above this share of what is wanted: nothing is learned. */
    private static final double SUSPICIOUS = 0.1;

    private static final double FAST_HALF_LIFE_SECONDS = 600;
    private static final double SLOW_HALF_LIFE_SECONDS = 3_600;
    private static final double FAST_SECOND = faded(1, FAST_HALF_LIFE_SECONDS);
    private static final double SLOW_SECOND = faded(1, SLOW_HALF_LIFE_SECONDS);
    /** Traffic above this multiple of what came in the last hours is a surge, whose end is no loss. */
    private static final double ABOVE_SLOW = 1.4;
    /** Longer silences are not looked at: the endpoint is gone. */
    private static final long HORIZON_MS = 48 * UsualHours.HOUR_MS;

    static final int COUNT = LEFT.length;

    private final double wanted;
    private final long adoptAfterMs;
    private final Bank bank = new Bank(COUNT);
    private Unevenness unevenness = new Unevenness();
    private UsualHours hours = new UsualHours();
    private double fast;
    private double slow;
    private long firstMs;
    /** End of the last pane with requests; 0 before the first. */
    private long touchedMs;

    private long alarmedMs;
    /** What {@link #deadlineMs} has found; 0 where panes came since. */
    private long knownDeadlineMs;

    TrafficSignal(Budget budget, long adoptAfterMs) {
        this.wanted = budget.wanted(COUNT, 1);
        this.adoptAfterMs = adoptAfterMs;
    }

    /** Takes the requests of a pane; panes come in order. */
    void observe(long paneMs, long requests) {
        if (touchedMs == 0 || isAdopted(paneMs)) {
            restart(paneMs);
        }
        boolean before = alarms(paneMs);
        alarmedMs = before && !bank.isAlarming() ? deadlineMs() : alarmedMs;
        double[] silence = new double[COUNT];
        double[] logs = new double[COUNT];
        double expected = expected(paneMs) * FORGIVEN / unevenness.factor();
        for (int i = 0; i < COUNT; i++) {
            silence[i] = silence(i, touchedMs, paneMs);
            double log = expected * (1 - LEFT[i]) + requests * LOG_LEFT[i] / unevenness.factor();
            logs[i] = isReady(paneMs) ? Math.min(wanted * CAP, log) : 0;
        }
        bank.add(silence, wanted, touchedMs, true);
        bank.add(logs, wanted, paneMs, true);
        bank.count(requests, 0);
        long endMs = paneMs + Pane.MS;
        alarmedMs = !before && bank.isAlarming() ? endMs : alarmedMs;
        hours.count(paneMs, requests);
        learn(endMs, requests);
        touchedMs = endMs;
        knownDeadlineMs = 0;
    }

    private void restart(long paneMs) {
        fast = 0;
        slow = 0;
        firstMs = paneMs;
        touchedMs = paneMs;
        unevenness = new Unevenness();
        bank.forget();
        knownDeadlineMs = 0;
    }

    private void learn(long endMs, long requests) {
        if (bank.worst() > wanted * SUSPICIOUS) {
            return;
        }
        double seconds = (endMs - touchedMs) / 1_000.0;
        double age = (endMs - firstMs) / 1_000.0;
        double rate = requests / seconds;
        unevenness.count(endMs, requests, fast);
        // Hardly any other time is ever asked for, and a power takes as long as all the rest.
        boolean second = seconds == 1;
        double newToFast = second ? FAST_SECOND : faded(seconds, FAST_HALF_LIFE_SECONDS);
        double newToSlow = second ? SLOW_SECOND : faded(seconds, SLOW_HALF_LIFE_SECONDS);
        fast += (rate - fast) * Math.max(seconds / age, newToFast);
        slow += (rate - slow) * Math.max(seconds / age, newToSlow);
    }

    /** The share of what was known that has faded after a time. */
    private static double faded(double seconds, double halfLifeSeconds) {
        return 1 - StrictMath.pow(2, -seconds / halfLifeSeconds);
    }

    /** Requests per second that came lately. */
    double rate() {
        return fast;
    }

    private double expected(long nowMs) {
        return Math.min(Math.min(fast, ABOVE_SLOW * slow), hours.least(nowMs));
    }

    private boolean isReady(long nowMs) {
        return touchedMs - firstMs >= WARM_UP_MS && expected(nowMs) >= LEAST_RATE;
    }

    /** What a second without requests says. */
    private double perSecond(int bet, long nowMs) {
        return isReady(nowMs)
                ? Math.min(wanted * CAP, expected(nowMs) * FORGIVEN * (1 - LEFT[bet]) / unevenness.factor())
                : 0;
    }

    /** What a stretch without requests says; the expectation changes with the hour. */
    private double silence(int bet, long fromMs, long toMs) {
        double sum = 0;
        long end = Math.min(toMs, fromMs + HORIZON_MS);
        for (long at = fromMs; at < end; ) {
            long next = Math.min(end, UsualHours.nextStart(at));
            sum += (next - at) / 1_000.0 * perSecond(bet, at);
            at = next;
        }
        return sum;
    }

    /** When silence alone would next change what is said, after a moment; {@link Long#MAX_VALUE} if it would not. */
    long wakeMs(long nowMs) {
        if (touchedMs == 0) {
            return Long.MAX_VALUE;
        }
        long alarm = bank.isAlarming() ? alarmedMs : deadlineMs();
        if (alarm > nowMs) {
            return alarm;
        }
        long adoption = alarm + adoptAfterMs;
        return adoption > nowMs ? adoption : Long.MAX_VALUE;
    }

    private long deadlineMs() {
        if (knownDeadlineMs == 0) {
            knownDeadlineMs = newDeadlineMs();
        }
        return knownDeadlineMs;
    }

    private long newDeadlineMs() {
        long earliest = Long.MAX_VALUE;
        if (touchedMs - firstMs < WARM_UP_MS) {
            return earliest;
        }
        for (int i = 0; i < COUNT; i++) {
            double missing = wanted - bank.of(i);
            for (long at = touchedMs; at < touchedMs + HORIZON_MS && missing > 0; at = UsualHours.nextStart(at)) {
                double perSecond = perSecond(i, at);
                double all = perSecond * (UsualHours.nextStart(at) - at) / 1_000.0;
                if (perSecond > 0 && all >= missing) {
                    long seconds = (long) Math.ceil(missing / perSecond);
                    earliest = Math.min(earliest, at + seconds * Pane.MS);
                }
                missing -= all;
            }
        }
        return earliest;
    }

    private boolean alarms(long nowMs) {
        return bank.isAlarming() || nowMs >= deadlineMs();
    }

    private boolean isAdopted(long nowMs) {
        if (bank.isAlarming()) {
            return nowMs >= alarmedMs + adoptAfterMs;
        }
        long deadline = deadlineMs();
        return deadline < Long.MAX_VALUE && nowMs >= deadline + adoptAfterMs;
    }

    boolean isAlarming(long nowMs) {
        return touchedMs != 0 && !isAdopted(nowMs) && alarms(nowMs);
    }

    Drift drift(long nowMs) {
        if (touchedMs == 0 || isAdopted(nowMs)) {
            return new Drift(Signal.TRAFFIC, false, true, 0, wanted, 0, 0, 0, 0, nowMs, grounds(0, 0));
        }
        boolean alarms = alarms(nowMs);
        double evidence = 0;
        for (int i = 0; i < COUNT; i++) {
            evidence = Math.max(evidence, Math.min(wanted, bank.of(i) + silence(i, touchedMs, nowMs)));
        }
        long since = bank.worst() == 0 ? touchedMs : bank.sinceMs();
        long samples = bank.worst() == 0 ? 0 : bank.samples();
        double usual = expected(nowMs);
        double now = samples * 1_000.0 / Math.max(Pane.MS, nowMs - since);
        double missing = usual == 0 ? 0 : Math.max(0, 1 - now / usual);
        return new Drift(
                Signal.TRAFFIC,
                alarms,
                !alarms && evidence < wanted / 2,
                evidence,
                wanted,
                usual,
                now,
                missing,
                samples,
                since,
                grounds(touchedMs - firstMs, usual));
    }

    private static Drift.Grounds grounds(long knownMs, double rate) {
        return new Drift.Grounds(knownMs / 1_000.0, WARM_UP_MS / 1_000.0, rate, LEAST_RATE);
    }

    void writeTo(ByteWriter out) {
        bank.writeTo(out);
        unevenness.writeTo(out);
        hours.writeTo(out);
        Numbers.put(out, fast);
        Numbers.put(out, slow);
        out.putSignedVarLong(firstMs).putSignedVarLong(touchedMs).putSignedVarLong(alarmedMs);
    }

    void readFrom(ByteReader in) {
        bank.readFrom(in);
        unevenness = Unevenness.readFrom(in);
        hours = UsualHours.readFrom(in);
        fast = Numbers.getAmount(in);
        slow = Numbers.getAmount(in);
        firstMs = in.getSignedVarLong();
        touchedMs = in.getSignedVarLong();
        alarmedMs = in.getSignedVarLong();
        knownDeadlineMs = 0;
    }
}
