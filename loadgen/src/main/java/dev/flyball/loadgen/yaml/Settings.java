package dev.flyball.loadgen.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of one group, strictly typed; a setting that the group does not have is an error, found first. */
final class Settings {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final String path;
    private final Node.Mapping group;
    private final Set<String> keys;

    private Settings(String path, Node.Mapping group, Set<String> keys) {
        this.path = path;
        this.group = group;
        this.keys = keys;
    }

    /** A kind of group: the settings that it may have, and how they become a value. */
    record Form<T>(Function<Settings, T> reader, Set<String> keys) {
        static <T> Form<T> of(Function<Settings, T> reader, String... keys) {
            return new Form<>(reader, new TreeSet<>(List.of(keys)));
        }
    }

    /** Reads a group; a fault in it is reported with its line. */
    static <T> T read(String path, Node node, Form<T> form) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw wrong(node, path + " must be a group of settings, not " + node.kind());
        }
        Settings settings = new Settings(path, mapping, form.keys);
        settings.rejectUnkeys();
        try {
            return form.reader.apply(settings);
        } catch (IllegalArgumentException e) {
            throw new ScenarioException("line " + mapping.line() + ": " + e.getMessage(), e);
        }
    }

    boolean has(String key) {
        return group.entries().containsKey(key);
    }

    Optional<String> text(String key) {
        return node(key).map(node -> scalar(key, node));
    }

    String requiredText(String key) {
        return required(key, text(key));
    }

    Optional<Double> number(String key) {
        return text(key).map(text -> parse(key, "a number", text, () -> Double.valueOf(text)));
    }

    double requiredNumber(String key) {
        return required(key, number(key));
    }

    Optional<Long> wholeNumber(String key) {
        return text(key).map(text -> parse(key, "a whole number", text, () -> Long.valueOf(text.replace("_", ""))));
    }

    long requiredWholeNumber(String key) {
        return required(key, wholeNumber(key));
    }

    Optional<Integer> smallNumber(String key) {
        return wholeNumber(key)
                .map(value -> parse(key, "a number below 2^31", value.toString(), () -> Math.toIntExact(value)));
    }

    boolean flag(String key) {
        return text(key)
                .map(text -> parse(key, "true or false", text, () -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                }))
                .orElse(false);
    }

    Optional<Duration> duration(String key) {
        return text(key)
                .map(text -> parse(key, "a duration such as 500ms, 10s, 5m or 1h", text, () -> {
                    Matcher form = DURATION.matcher(text);
                    if (!form.matches()) {
                        throw new IllegalArgumentException(text);
                    }
                    long amount = Long.parseLong(form.group(1));
                    return switch (form.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    };
                }));
    }

    Duration requiredDuration(String key) {
        return required(key, duration(key));
    }

    <T> Optional<T> group(String key, Form<T> form) {
        return node(key).map(node -> read(name(key), node, form));
    }

    /** The entries of a group whose keys the user chooses. */
    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries(key).forEach((name, node) -> texts.put(name, scalar(key + "." + name, node)));
        return texts;
    }

    <T> Map<String, T> groups(String key, Form<T> form) {
        Map<String, T> groups = new LinkedHashMap<>();
        entries(key).forEach((name, node) -> groups.put(name, read(name(key) + "." + name, node, form)));
        return groups;
    }

    <T> List<T> list(String key, Form<T> form) {
        List<T> list = new ArrayList<>();
        for (Node item : items(key)) {
            list.add(read(name(key) + "[" + list.size() + "]", item, form));
        }
        return list;
    }

    List<String> textList(String key) {
        return items(key).stream().map(item -> scalar(key, item)).toList();
    }

    /** A fault of this group as a whole. */
    ScenarioException fault(String message) {
        return wrong(group, message);
    }

    private Optional<Node> node(String key) {
        return Optional.ofNullable(group.entries().get(key));
    }

    private Map<String, Node> entries(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return Map.of();
        }
        if (node.get() instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        throw wrong(
                node.get(),
                name(key) + " must be a group of settings, not " + node.get().kind());
    }

    private List<Node> items(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof Node.Listing listing) {
            return listing.items();
        }
        throw wrong(node.get(), name(key) + " must be a list, not " + node.get().kind());
    }

    private String scalar(String key, Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        throw wrong(node, name(key) + " must be a single value, not " + node.kind());
    }

    private <T> T parse(String key, String wanted, String text, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            int line = node(key).map(Node::line).orElse(group.line());
            throw new ScenarioException("line " + line + ": " + name(key) + " must be " + wanted + ": " + text, e);
        }
    }

    private <T> T required(String key, Optional<T> value) {
        return value.orElseThrow(() -> wrong(group, name(key) + " is missing"));
    }

    private void rejectUnkeys() {
        group.entries().forEach((key, node) -> {
            if (!keys.contains(key)) {
                throw wrong(
                        node,
                        name(key) + " is not a setting"
                                + Suggestion.of(key, keys)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; there are " + String.join(", ", keys)));
            }
        });
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static ScenarioException wrong(Node node, String message) {
        return new ScenarioException("line " + node.line() + ": " + message, null);
    }
}
