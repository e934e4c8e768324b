package dev.flyball.processor.query;

import java.util.Map;

/**
 * How the processor is.
 *
 * @param live whether it makes sense to let it run on; if not, it should be restarted
 * @param ready whether queries are answered
 * @param details one short sentence for each part that is worth a word, by its name
 */
public record Health(boolean live, boolean ready, Map<String, String> details) {
    public Health {
        details = Map.copyOf(details);
    }
}
