package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.optimizer.action.Treatment;
import java.util.Set;

/** A cure: the symptoms that it helps against, and what it does to keys of a namespace. Stateless. */
public interface OptimizationStrategy {
    /** The name in results and in the configuration of modes, such as {@code serve-stale}. */
    String name();

    Set<Symptom> answers();

    /** Whether the change ends by itself once all keys have it. */
    boolean temporary();

    /** What the change is, to follow 'would' and 'will', such as {@code invalidate namespace products}. */
    String words(String namespace);

    /**
     * What is done to the keys.
     *
     * @param control how their namespace is steered now
     */
    Treatment treatment(NamespaceControl control);
}
