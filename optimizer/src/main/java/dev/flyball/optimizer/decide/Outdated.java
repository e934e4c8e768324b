package dev.flyball.optimizer.decide;

import java.time.Duration;
import java.util.Optional;

/** What an endpoint needed a while ago is no reason to change its cache now: after an outage, requests come late. */
record Outdated() implements Guard {
    /** Half of it is what a request takes at most when all is well; the processor asks again while the alert fires. */
    private static final Duration OLDEST = Duration.ofSeconds(30);

    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        Duration age = Duration.ofMillis(proposal.now() - proposal.request().timestamp());
        return age.compareTo(OLDEST) <= 0
                ? Optional.empty()
                : Optional.of(new Objection(
                        "outdated",
                        "The request is " + age.toSeconds() + " s old, more than " + OLDEST.toSeconds()
                                + " s; the processor asks again while the alert fires."));
    }
}
