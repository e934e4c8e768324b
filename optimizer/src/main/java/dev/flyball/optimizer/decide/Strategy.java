package dev.flyball.optimizer.decide;

import dev.flyball.optimizer.action.NamespaceControl;
import dev.flyball.schemas.CacheControl;
import java.util.Set;

/** A cure: the symptoms that it helps against, and the change of a namespace that it makes. Stateless. */
public interface Strategy {
    /** The name in results and in the configuration of modes, such as {@code serve-stale}. */
    String name();

    Set<Symptom> answers();

    /** Whether the change ends by itself and can be taken back; only such a change touches the namespace's mode. */
    boolean temporary();

    /** What the change is, to follow 'would' and 'will', such as {@code invalidate namespace products}. */
    String words(String namespace);

    /** The control record that makes the change. */
    CacheControl change(NamespaceControl control, String action, String reason);
}
