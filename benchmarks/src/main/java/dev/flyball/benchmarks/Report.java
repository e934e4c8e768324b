package dev.flyball.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one suite.
 *
 * @param suite its name
 * @param machine what it ran on
 * @param figures in the order of measuring
 * @param notes what does not fit into figures, as Markdown; empty if there is nothing
 */
public record Report(String suite, String machine, List<Figure> figures, String notes) {
    /**
     * One figure, and what it is compared with.
     *
     * @param name what was measured, and of whom
     * @param alternative what it is compared with; null if it stands alone
     * @param ratio the value as a multiple of the alternative's; null if it stands alone
     * @param wanted what the ratio or the value should be, in words; empty if nothing was set
     */
    public record Figure(
            String name,
            double value,
            String unit,
            @Nullable String alternative,
            @Nullable Double ratio,
            String wanted) {}

    public Report {
        figures = List.copyOf(figures);
    }

    /** Collects figures. */
    public static final class Builder {
        private final String suite;
        private final List<Figure> figures = new ArrayList<>();
        private String notes = "";

        public Builder(String suite) {
            this.suite = suite;
        }

        /** A figure that stands alone. */
        public Builder figure(String name, double value, String unit, String wanted) {
            figures.add(new Figure(name, value, unit, null, null, wanted));
            return this;
        }

        /** A figure beside that of an alternative. */
        public Builder compared(
                String name, double value, String unit, String alternative, double other, String wanted) {
            figures.add(new Figure(name, value, unit, alternative, value / other, wanted));
            return this;
        }

        /** What does not fit into figures, as Markdown. */
        public Builder notes(String markdown) {
            notes = markdown;
            return this;
        }

        public Report build() {
            return new Report(suite, thisMachine(), figures, notes);
        }
    }

    /** For people: a Markdown table. */
    public String table() {
        StringBuilder table = new StringBuilder("\n" + suite + " on " + machine + "\n\n");
        table.append(row("figure", "value", "unit", "against", "ratio", "wanted"));
        table.append(row("---", "---:", "---", "---", "---:", "---"));
        for (Figure figure : figures) {
            table.append(row(
                    figure.name,
                    rounded(figure.value),
                    figure.unit,
                    figure.alternative == null ? "" : figure.alternative,
                    figure.ratio == null ? "" : String.format(Locale.ROOT, "%.2f", figure.ratio),
                    figure.wanted));
        }
        return notes.isEmpty() ? table.toString() : table + "\n" + notes;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String rounded(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value < 1 ? "%.3f" : "%.2f", value);
    }

    /** For machines: {@code <suite>.json} in that folder. */
    public Path writeTo(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve(suite + ".json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), this);
        return file;
    }

    private static String thisMachine() {
        return Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version().feature();
    }
}
