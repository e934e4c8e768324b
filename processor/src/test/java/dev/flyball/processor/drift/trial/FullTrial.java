package dev.flyball.processor.drift.trial;

import java.util.stream.LongStream;

/** The trial at full length: prints the score card of the seeds from the first argument to the second. */
public final class FullTrial {
    private FullTrial() {}

    public static void main(String[] args) {
        System.out.print(of(Long.parseLong(args[0]), Long.parseLong(args[1])));
    }

    /** Two hours of 200 endpoints for each seed, nearly a third of them with an incident; some 10 s a seed. */
    public static ScoreCard of(long firstSeed, long lastSeed) {
        ScoreCard card = new ScoreCard();
        LongStream.rangeClosed(firstSeed, lastSeed)
                .mapToObj(seed -> new Trial(seed, 200, 120, 0.3))
                .forEach(card::add);
        return card;
    }
}
