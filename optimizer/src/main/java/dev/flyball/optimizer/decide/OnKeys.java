package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.Treatment;
import java.util.Objects;

/** Keys of the namespace are treated, few at first, and compared with the others. */
public record OnKeys(Treatment treatment, String words) implements Remedy {
    public OnKeys {
        Objects.requireNonNull(treatment, "treatment");
        Objects.requireNonNull(words, "words");
    }

    @Override
    public boolean isOnCache() {
        return true;
    }
}
