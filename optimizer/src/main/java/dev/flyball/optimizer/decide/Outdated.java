package dev.flyball.optimizer.decide;

import java.time.Duration;
import java.util.Optional;

/** What an endpoint needed a while ago is no reason to change its cache now: after an outage, requests come late. */
record Outdated(Duration oldest) implements Guard {
    /** Half of it is what a request takes at most when all is well; the processor asks again while the alert fires. */
    static final Outdated ASKED = new Outdated(Duration.ofSeconds(30));

    /** Who approves may do so between two requests of an alert that still fires. */
    static final Outdated APPROVED = new Outdated(Duration.ofSeconds(90));

    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        Duration age = Duration.ofMillis(proposal.now() - proposal.request().timestamp());
        return age.compareTo(oldest) <= 0
                ? Optional.empty()
                : Optional.of(new Objection(
                        "outdated",
                        "The request is " + age.toSeconds() + " s old, more than " + oldest.toSeconds()
                                + " s; the processor asks again while the alert fires."));
    }
}
