package dev.flyball.loadgen.yaml;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that knows its line. */
sealed interface Node {
    int line();

    /** What it is, for messages. */
    String kind();

    /** Keys with their values. */
    record Mapping(int line, Map<String, Node> entries) implements Node {
        @Override
        public String kind() {
            return "a group of settings";
        }
    }

    /** Values one after the other. */
    record Listing(int line, List<Node> items) implements Node {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** A single value, as it is written. */
    record Scalar(int line, String text) implements Node {
        @Override
        public String kind() {
            return "the value '" + text + "'";
        }
    }

    /** Reads the value that the parser stands on. */
    static Node read(JsonParser yaml) throws IOException {
        int line = yaml.currentTokenLocation().getLineNr();
        if (yaml.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Node> entries = new LinkedHashMap<>();
            while (yaml.nextToken() != JsonToken.END_OBJECT) {
                String key = yaml.currentName();
                int keyLine = yaml.currentTokenLocation().getLineNr();
                yaml.nextToken();
                if (entries.putIfAbsent(key, read(yaml)) != null) {
                    throw new ScenarioException("line " + keyLine + ": " + key + " is set twice", null);
                }
            }
            return new Mapping(line, entries);
        }
        if (yaml.currentToken() == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(yaml));
            }
            return new Listing(line, items);
        }
        return new Scalar(line, yaml.getText());
    }
}
