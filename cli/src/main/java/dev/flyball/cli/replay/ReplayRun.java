package dev.flyball.cli.replay;

import dev.flyball.cli.Failure;
import dev.flyball.processor.replay.LogRecord;
import dev.flyball.processor.replay.Replay;
import dev.flyball.processor.replay.ReplaySettings;
import dev.flyball.processor.replay.Totals;
import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.Rejection;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A replay from its first record to its summary, which can be ended early. */
public final class ReplayRun {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(10);
    private static final int LOOK_EVERY = 256;

    private final SampleLog log;
    private final ReplayOutput output;
    private final ReplayTalk talk;
    private final Replay replay;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopped;

    public ReplayRun(SampleLog log, ReplaySettings settings, ReplayOutput output, ReplayTalk talk) {
        this.log = log;
        this.output = output;
        this.talk = talk;
        this.replay = new Replay(settings, new Told());
    }

    /** @throws Failure if the log cannot be read, or holds no sample */
    public void run() {
        try {
            boolean complete = readAll();
            if (output.isClosed()) {
                return;
            }
            if (complete) {
                replay.finish();
            }
            output.end();
            talk.ended(replay.totals(), complete);
            requireSamples(complete);
        } finally {
            ended.countDown();
        }
    }

    private boolean readAll() {
        for (long records = 1; !replay.isOver() && log.feed(replay); records++) {
            if (stopped || output.isClosed()) {
                return false;
            }
            if (records % LOOK_EVERY == 0 && talk.isDue()) {
                talk.progressed(replay.totals(), log.share());
            }
        }
        return true;
    }

    private void requireSamples(boolean complete) {
        Totals totals = replay.totals();
        if (complete && totals.samples() == 0) {
            throw Failure.failed(
                    totals.rejected() == 0
                            ? "there was no sample to replay"
                            : "there was no sample to replay: all " + totals.rejected() + " were rejected");
        }
    }

    /** Ends it after its current step, and waits for that. */
    public void stop() throws InterruptedException {
        stopped = true;
        boolean unused = ended.await(LONGEST_STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Passes on what is found. */
    private final class Told implements Replay.Sink {
        @Override
        public void metrics(EndpointMetrics metrics) {
            output.metrics(metrics);
        }

        @Override
        public void alert(Alert alert) {
            output.alert(alert);
        }

        @Override
        public void rejected(LogRecord record, Rejection rejection) {
            talk.rejected(log.place(record), rejection.reason().label(), rejection.detail());
        }
    }
}
