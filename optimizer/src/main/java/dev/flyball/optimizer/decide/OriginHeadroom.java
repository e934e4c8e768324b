package dev.flyball.optimizer.decide;

import java.util.Optional;

/** A cure must not bring the origin down: if even the smallest first stage might, nothing is done. */
record OriginHeadroom(Policy policy) implements Guard {
    @Override
    public Optional<Objection> against(Proposal proposal, Situation situation) {
        if (!(proposal.remedy() instanceof OnKeys keys) || !keys.treatment().invalidates()) {
            return Optional.empty();
        }
        OriginForecast forecast = OriginForecast.of(proposal, policy.originHeadroom());
        return forecast.mostPermille() >= OriginForecast.LEAST_PERMILLE
                ? Optional.empty()
                : Optional.of(new Objection("origin-load", forecast.words(OriginForecast.LEAST_PERMILLE)));
    }
}
