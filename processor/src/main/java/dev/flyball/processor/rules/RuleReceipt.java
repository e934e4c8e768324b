package dev.flyball.processor.rules;

import org.jspecify.annotations.Nullable;

/**
 * What became of the newest record about a rule.
 *
 * @param name the rule's, or what stood in its place
 * @param refused why it was kept out; missing if it was taken
 * @param at when it was written, epoch milliseconds
 */
public record RuleReceipt(String name, @Nullable String refused, long at) {
    public boolean isRefused() {
        return refused != null;
    }
}
