package dev.flyball.optimizer.decide;

import java.util.Optional;

/** Tells the user's own service, which knows remedies that nobody else does; behind all others, since it cannot be measured. */
record Webhook() implements OptimizationStrategy {
    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Optional<Remedy> remedy(Case patient) {
        return Optional.of(new ByWebhook());
    }
}
