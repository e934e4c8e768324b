package dev.flyball.cli.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of one YAML file by their dotted names, each with its line. */
final class YamlFile {
    private static final long LARGEST_BYTES = 1 << 20;
    private static final YAMLFactory YAML = new YAMLFactory();

    private final String file;
    private final Map<String, Value> values = new LinkedHashMap<>();

    private YamlFile(String file) {
        this.file = file;
    }

    /** @throws ConfigException if the file cannot be read or is not a tree of settings */
    static Map<String, Value> read(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new ConfigException(
                        path + ": larger than " + LARGEST_BYTES + " bytes, so hardly a configuration");
            }
            return parse(path.toString(), Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new ConfigException(path + ": there is no such file; name one with --config or FLYBALL_CONFIG");
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e.getMessage());
        }
    }

    static Map<String, Value> parse(String file, String yaml) {
        YamlFile read = new YamlFile(file);
        try (JsonParser parser = YAML.createParser(yaml)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                read.section(parser, "");
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                throw read.problem(parser, "expected 'section:' with settings below it");
            }
            return read.values;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ConfigException(file + ":" + line + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private void section(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            switch (token) {
                case START_OBJECT -> section(parser, key + '.');
                case START_ARRAY -> put(parser, key, list(parser, key));
                case VALUE_NULL -> {} // A section whose settings are all commented out.
                default -> put(parser, key, parser.getText());
            }
        }
    }

    /** Kafka writes lists as texts with commas. */
    private String list(JsonParser parser, String key) throws IOException {
        StringBuilder list = new StringBuilder();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!token.isScalarValue()) {
                throw problem(parser, key + " must be a plain list");
            }
            list.append(list.isEmpty() ? "" : ",").append(parser.getText());
        }
        return list.toString();
    }

    private void put(JsonParser parser, String key, String text) {
        int line = parser.currentTokenLocation().getLineNr();
        Value earlier = values.putIfAbsent(key, new Value(text, Origin.file(file, line)));
        if (earlier != null) {
            throw problem(parser, key + " is set already, at " + earlier.origin());
        }
    }

    private ConfigException problem(JsonParser parser, String problem) {
        return new ConfigException(file + ":" + parser.currentTokenLocation().getLineNr() + ": " + problem);
    }
}
