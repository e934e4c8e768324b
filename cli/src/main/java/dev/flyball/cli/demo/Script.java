package dev.flyball.cli.demo;

import dev.flyball.cli.demo.Moment.Mark;
import dev.flyball.cli.demo.Plan.Cure;
import dev.flyball.cli.storefront.Storefront;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The course of the demo: warm up, one incident after the other, each until it is healed. */
final class Script {
    /** Until the first window is over, so that there is something to be seen before anything goes wrong. */
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(8);

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    /** How long a fault goes on that nothing is done about, after that was said. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
    /** Longer than the optimizer leaves a namespace alone. */
    private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(30);

    /** On a machine that is busy with other things the shop may be slow for a while by itself. */
    private static final Duration LONGEST_UNREST = Duration.ofSeconds(45);

    private static final Duration LONGEST_INCIDENT = Duration.ofSeconds(200);
    private static final Duration FRAME = Duration.ofMillis(200);

    private final Storefront shop;
    private final Board board;
    private final Demo.Settings settings;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final long begunNanos;
    private final Runnable draw;

    Script(
            Storefront shop,
            Board board,
            Demo.Settings settings,
            InstantSource clock,
            LongSupplier nanoTime,
            long begunNanos,
            Runnable draw) {
        this.shop = shop;
        this.board = board;
        this.settings = settings;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.begunNanos = begunNanos;
        this.draw = draw;
    }

    /** Returns whether all incidents were healed; does not return unless they are to be staged just once. */
    boolean play() throws InterruptedException {
        await(board::knowsEndpoints, LONGEST_WARM_UP);
        while (true) {
            boolean healed = true;
            for (Plan plan : Plan.ALL) {
                await(board::isCalm, LONGEST_UNREST);
                healed &= stage(plan);
                pause(BETWEEN);
            }
            if (settings.once()) {
                return healed;
            }
            pause(BETWEEN_ROUNDS);
        }
    }

    private boolean stage(Plan plan) throws InterruptedException {
        Incident incident = new Incident(plan, clock.millis());
        long begun = nanoTime.getAsLong();
        board.begin(incident);
        board.note(Mark.FAULT, plan.fault().story());
        shop.suffer(plan.fault());
        if (plan.cure() == Cure.NO_ACTION && await(board::decided, LONGEST_INCIDENT)) {
            pause(LEFT_ALONE);
            board.note(Mark.NOTE, "what was broken is repaired by somebody else");
            shop.recover();
        }
        boolean healed = await(board::healed, LONGEST_INCIDENT);
        long seconds = Duration.ofNanos(nanoTime.getAsLong() - begun).toSeconds();
        if (healed) {
            board.note(
                    Mark.HEALED,
                    plan.endpoint().operation() + ": healed after " + seconds + " s: alert resolved, metrics back"
                            + plan.fault().stillThere());
        } else {
            board.note(
                    Mark.FAILED,
                    plan.endpoint().operation() + ": not healed after " + seconds + " s: "
                            + String.join(", ", board.missing()));
        }
        shop.recover();
        return healed;
    }

    private void pause(Duration time) throws InterruptedException {
        await(() -> false, time);
    }

    /** Whether it came true in time. */
    private boolean await(BooleanSupplier condition, Duration patience) throws InterruptedException {
        long begun = nanoTime.getAsLong();
        while (!condition.getAsBoolean()) {
            if (nanoTime.getAsLong() - begun > patience.toNanos() || isOver()) {
                return false;
            }
            draw.run();
            Thread.sleep(FRAME.toMillis());
        }
        draw.run();
        return true;
    }

    private boolean isOver() {
        return settings.once()
                && nanoTime.getAsLong() - begunNanos > settings.deadline().toNanos();
    }
}
