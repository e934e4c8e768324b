package dev.flyball.cli.cache;

import dev.flyball.cache.sweep.Checkpoint;
import dev.flyball.cache.sweep.Node;
import dev.flyball.cache.sweep.Pace;
import dev.flyball.cache.sweep.Pause;
import dev.flyball.cache.sweep.Progress;
import dev.flyball.cache.sweep.Sweep;
import dev.flyball.cache.sweep.SweepFailedException;
import dev.flyball.cache.sweep.Sweeper;
import dev.flyball.cli.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A sweep that talks, and that says how to go on if it is ended early. */
public final class SweepRun {
    private static final Duration LONGEST_STEP = Duration.ofSeconds(10);

    private final Consumer<String> say;
    private final SweepTalk talk;
    private final Sweeper sweeper;
    private final CountDownLatch ended = new CountDownLatch(1);

    public SweepRun(List<Node> nodes, Pace.Limits limits, Consumer<String> say) {
        this.say = say;
        this.talk = new SweepTalk(say, System::nanoTime);
        this.sweeper = new Sweeper(nodes, limits, Pause.WAITING, talk);
    }

    /** @throws Failure if a server is away or refuses */
    public SweepReport run(Sweep sweep, Checkpoint from) {
        try {
            Progress progress = sweeper.run(sweep, from);
            boolean complete = !sweeper.isStopped();
            if (!complete) {
                tellHowToGoOn(progress);
            }
            return SweepReport.of(progress, complete, sweep.dryRun(), talk.elapsedMs());
        } catch (SweepFailedException e) {
            tellHowToGoOn(e.progress());
            String message = String.valueOf(e.getMessage());
            throw e.isPassing() ? Failure.connection(message) : Failure.failed(message);
        } finally {
            ended.countDown();
        }
    }

    /** Ends it after its current step, and waits for that. */
    public void stop() throws InterruptedException {
        sweeper.stop();
        boolean unused = ended.await(LONGEST_STEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tellHowToGoOn(Progress progress) {
        say.accept(talk.line(progress));
        String place = progress.checkpoint().toString();
        say.accept(
                place.isEmpty()
                        ? "nothing is done yet"
                        : "not done; to go on, give the same command with --resume '" + place + "'");
    }
}
