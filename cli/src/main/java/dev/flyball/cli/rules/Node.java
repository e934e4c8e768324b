package dev.flyball.cli.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.flyball.cli.config.ConfigException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML that knows where it stands. */
sealed interface Node {
    Place place();

    /** File and line, for those who have to find it. */
    record Place(String file, int line) {
        ConfigException fault(String fault) {
            return new ConfigException(file + ":" + line + ": " + fault);
        }
    }

    record Mapping(Place place, Map<String, Node> entries) implements Node {}

    record Listing(Place place, List<Node> items) implements Node {}

    record Scalar(Place place, String text) implements Node {}

    /** Reads the value that the parser stands on. */
    static Node read(String file, JsonParser yaml) throws IOException {
        Place place = new Place(file, yaml.currentTokenLocation().getLineNr());
        if (yaml.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Node> entries = new LinkedHashMap<>();
            while (yaml.nextToken() != JsonToken.END_OBJECT) {
                String key = yaml.currentName();
                yaml.nextToken();
                Node value = read(file, yaml);
                if (entries.putIfAbsent(key, value) != null) {
                    throw value.place().fault(key + " is set twice");
                }
            }
            return new Mapping(place, entries);
        }
        if (yaml.currentToken() == JsonToken.START_ARRAY) {
            List<Node> items = new ArrayList<>();
            while (yaml.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(file, yaml));
            }
            return new Listing(place, items);
        }
        return new Scalar(place, yaml.getText());
    }
}
