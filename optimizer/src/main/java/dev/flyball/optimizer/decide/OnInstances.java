package dev.flyball.optimizer.decide;

import dev.flyball.schemas.Scaling;
import java.util.Locale;
import java.util.Objects;

/** Another number of instances is recommended; whoever runs them may follow. */
public record OnInstances(Scaling scaling) implements Remedy {
    public OnInstances {
        Objects.requireNonNull(scaling, "scaling");
    }

    @Override
    public String words() {
        return "recommend " + advice();
    }

    /** Such as {@code 5 instances instead of 3 (cpu is 0.93, and should be 0.6 at most)}. */
    String advice() {
        return scaling.desired() + " instances instead of " + scaling.instances()
                + String.format(
                        Locale.ROOT,
                        " (%s is %.4g, and should be %.4g at most)",
                        scaling.resource(),
                        scaling.value(),
                        scaling.target());
    }
}
