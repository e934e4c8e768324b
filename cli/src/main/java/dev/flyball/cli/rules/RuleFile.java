package dev.flyball.cli.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.flyball.cli.config.ConfigException;
import dev.flyball.schemas.Condition;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules in a YAML file. Every fault is found, and told with its line. */
public final class RuleFile {
    private static final long LARGEST_BYTES = 1 << 20;
    private static final YAMLFactory YAML = new YAMLFactory();
    static final Set<String> OF_A_MATCH = with(When.KEYS, "service", "endpoint", "enabled");
    static final Set<String> OF_A_RULE =
            with(When.KEYS, "name", "match", "for", "keep-firing", "severity", "owner", "labels", "enabled");

    private RuleFile() {}

    private static Set<String> with(Set<String> keys, String... more) {
        return Stream.concat(keys.stream(), Stream.of(more)).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The rules of a file, in its order, each as version 1 from the beginning of time.
     *
     * @throws ConfigException if the file cannot be read, or something in it is wrong
     */
    public static List<Rule> read(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw new ConfigException(path + ": larger than " + LARGEST_BYTES + " bytes");
            }
            return parse(path.toString(), Files.readString(path));
        } catch (NoSuchFileException e) {
            throw new ConfigException(path + ": there is no such file");
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e.getMessage());
        }
    }

    static List<Rule> parse(String file, String yaml) {
        Section all = Section.of(root(file, yaml), Set.of("rules"));
        List<Rule> rules = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Map<String, Integer> lines = new HashMap<>();
        for (Node item : all.items("rules")) {
            try {
                Rule rule = rule(Section.of(item, OF_A_RULE));
                Integer earlier = lines.putIfAbsent(rule.name(), item.place().line());
                if (earlier != null) {
                    throw item.place().fault("rule '" + rule.name() + "' is there already, at line " + earlier);
                }
                rules.add(rule);
            } catch (ConfigException e) {
                faults.addAll(e.problems());
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return rules;
    }

    private static Node root(String file, String yaml) {
        try (JsonParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() == null) {
                throw new ConfigException(file + ": is empty; expected 'rules:' with a list below it");
            }
            return Node.read(file, parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ConfigException(file + ":" + line + ": not YAML: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static Rule rule(Section section) {
        String name = section.text("name").orElseThrow(() -> section.place().fault("a rule needs a name"));
        List<Rule.Match> match = section.items("match").stream()
                .map(item -> match(section, item))
                .toList();
        return Section.located(
                section.place(),
                "rule",
                () -> new Rule(
                        Rule.SCHEMA_VERSION,
                        name,
                        1,
                        0,
                        section.value("enabled", Units::flag).orElse(true),
                        When.read(section),
                        match.isEmpty() ? List.of(Rule.Match.ALL) : match,
                        section.duration("for", Duration.ofSeconds(2)).toMillis(),
                        section.duration("keep-firing", Duration.ofSeconds(10)).toMillis(),
                        section.value("severity", RuleFile::severity).orElse(Severity.WARNING),
                        section.text("owner").orElse(null),
                        section.texts("labels")));
    }

    private static Rule.Match match(Section rule, Node item) {
        Section match = rule.inner(item, OF_A_MATCH);
        Condition own = match.hasAny(When.KEYS) ? When.read(match) : null;
        boolean enabled = match.node("enabled").isEmpty()
                || match.value("enabled", Units::flag).orElse(true);
        return Section.located(
                item.place(),
                "match",
                () -> new Rule.Match(
                        match.text("service").orElse("*"),
                        match.text("endpoint").orElse("*"),
                        enabled,
                        own));
    }

    private static Severity severity(String text) {
        return Stream.of(Severity.values())
                .filter(severity -> severity.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("must be info, warning or critical, not '" + text + "'"));
    }
}
