package dev.flyball.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.flyball.cli.text.Plain;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Whether data is printed for people or for programs. */
final class OutputOption {
    private static final ObjectMapper JSON = new ObjectMapper();

    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Format format = Format.table;

    boolean isJson() {
        return format == Format.json;
    }

    /** Prints records: as a JSON array, or as a table with these columns. */
    <R> void print(PrintWriter out, List<R> records, List<Column<R>> columns) {
        if (isJson()) {
            out.println(json(records));
        } else {
            Table.of(records, columns).lines().forEach(out::println);
        }
        out.flush();
    }

    /** Prints one record: as a JSON object, or as lines with what there is to say of it, by name. */
    <R> void printOne(PrintWriter out, R record, Function<R, Map<String, String>> lines) {
        if (isJson()) {
            out.println(json(record));
        } else {
            lines.apply(record).forEach((name, text) -> out.println(String.format("%-12s %s", name, Plain.text(text))));
        }
        out.flush();
    }

    static String json(Object records) {
        try {
            return JSON.writeValueAsString(records);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + records, e);
        }
    }

    /** One column of a table. */
    record Column<R>(String title, Function<R, String> cell) {}
}
