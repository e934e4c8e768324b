package dev.flyball.cli.replay;

import dev.flyball.cli.text.Amount;
import dev.flyball.processor.replay.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Tells people how a replay goes, now and then, and what it came to. */
public final class ReplayTalk {
    private static final long EVERY_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST_REJECTIONS = 5;

    private final Consumer<String> say;
    private final LongSupplier nanoTime;
    private final long beganNanos;
    private long saidNanos;
    private int rejections;

    public ReplayTalk(Consumer<String> say, LongSupplier nanoTime) {
        this.say = say;
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
        this.saidNanos = beganNanos;
    }

    boolean isDue() {
        return nanoTime.getAsLong() - saidNanos >= EVERY_NANOS;
    }

    void progressed(Totals totals, OptionalDouble share) {
        saidNanos = nanoTime.getAsLong();
        String read = share.isPresent() ? Amount.percent(share.getAsDouble()) + ", " : "";
        say.accept(read + Amount.count(totals.samples()) + " samples, " + Amount.count(perSecond(totals))
                + " samples/s, at " + time(totals.reachedMs()) + ", " + totals.alerts() + " alerts so far");
    }

    /** Only the first few are told one by one. */
    void rejected(String place, String reason, String detail) {
        if (rejections++ < MOST_REJECTIONS) {
            say.accept(place + " is no sample: " + reason + ": " + detail);
        }
    }

    void ended(Totals totals, boolean complete) {
        say.accept((complete ? "replayed " : "ended early, after ") + Amount.count(totals.samples()) + " samples of "
                + totals.endpoints() + " endpoints (" + Amount.count(totals.rejected()) + " rejected, "
                + Amount.count(totals.late()) + " late) from " + time(totals.beganMs()) + " to "
                + time(totals.reachedMs()));
        say.accept(Amount.count(totals.windows()) + " windows, " + Amount.count(totals.corrections())
                + " corrections, " + Amount.count(totals.alerts()) + " alerts, in " + Amount.time(elapsedMs()) + ": "
                + String.format(Locale.ROOT, "%,.0f", (double) totals.spanMs() / elapsedMs())
                + " times as fast as it happened");
    }

    private long perSecond(Totals totals) {
        return Math.round(totals.samples() * 1_000.0 / elapsedMs());
    }

    private long elapsedMs() {
        return Math.max(1, Duration.ofNanos(nanoTime.getAsLong() - beganNanos).toMillis());
    }

    static String time(long epochMs) {
        return Instant.ofEpochMilli(epochMs).truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
