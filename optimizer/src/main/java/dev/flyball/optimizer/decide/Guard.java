package dev.flyball.optimizer.decide;

import java.util.Optional;

/** A reason not to do what would help. */
interface Guard {
    /** The objection, empty for none. */
    Optional<Objection> against(Proposal proposal, Situation situation);

    /**
     * Why not.
     *
     * @param kind a stable word; the same kind is not told again for the same alert
     * @param words a full sentence
     */
    record Objection(String kind, String words) {}
}
