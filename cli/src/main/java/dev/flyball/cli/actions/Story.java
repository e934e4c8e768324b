package dev.flyball.cli.actions;

import dev.flyball.cli.text.Amount;
import dev.flyball.schemas.MeasuredEffect;
import dev.flyball.schemas.OptimizationResult;
import dev.flyball.schemas.Performance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An action from its beginning to where it is now, in words. */
public record Story(Told told) {
    /** One line each; what stands in them comes from the network. */
    public List<String> lines() {
        OptimizationResult newest = told.newest();
        List<String> lines = new ArrayList<>();
        lines.add(line("action", told.id()));
        lines.add(line("what", newest.type() + (newest.namespace() == null ? "" : " on " + newest.namespace())));
        lines.add(line("for", newest.service() + "|" + newest.endpoint()));
        lines.add(line("alert", newest.alert()));
        lines.add(line("state", told.state()));
        add(lines, "before", newest.before());
        add(lines, "treated", newest.treated());
        add(lines, "others", newest.control());
        MeasuredEffect effect = newest.effect();
        if (effect != null) {
            lines.add(line("effect", words(effect)));
        }
        lines.add("");
        for (OptimizationResult one : told.history()) {
            lines.add(Instant.ofEpochMilli(one.timestamp()) + "  "
                    + one.phase().name().toLowerCase(Locale.ROOT) + (one.verdict() == null ? "" : " " + one.verdict())
                    + ": " + one.reason());
        }
        return lines;
    }

    private static void add(List<String> lines, String name, @Nullable Performance figures) {
        if (figures != null) {
            lines.add(line(name, words(figures)));
        }
    }

    private static String words(Performance figures) {
        return String.format(
                Locale.ROOT,
                "%,d requests, %.1f ms on average, p95 %.1f ms, %s failed, hit ratio %s",
                figures.count(),
                figures.responseTime(),
                figures.p95(),
                Amount.percent(figures.errorRate()),
                Amount.percent(figures.hitRatio()));
    }

    private static String words(MeasuredEffect effect) {
        return String.format(
                Locale.ROOT,
                "%s %s better (from %s to %s at %s confidence, %d looks)",
                effect.figure(),
                Amount.percent(effect.improvement()),
                Amount.percent(effect.lower()),
                Amount.percent(effect.upper()),
                Amount.percent(effect.confidence()),
                effect.looks());
    }

    private static String line(String name, String text) {
        return String.format("%-8s %s", name, text);
    }
}
