package dev.flyball.cli.config;

import static java.util.stream.Collectors.toMap;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lays the layers over each other: defaults, file, environment, command line. Nothing unknown gets through. */
final class Layers {
    private static final String VARIABLE_PREFIX = "FLYBALL_";
    private static final String FILE_VARIABLE = "FLYBALL_CONFIG";
    private static final String USUAL_FILE = "flyball.yaml";

    /** What Kubernetes puts into every container for a service whose name begins with 'flyball'. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("FLYBALL_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

    /** Read by {@code bin/flyball}. */
    private static final String JAVA_OPTIONS_VARIABLE = "FLYBALL_JAVA_OPTS";

    private static final Map<String, Setting<?>> KNOWN =
            Settings.ALL.stream().collect(toMap(Setting::key, Function.identity()));
    private static final Map<String, Setting<?>> BY_VARIABLE =
            Settings.ALL.stream().collect(toMap(Setting::variable, Function.identity()));

    private final List<String> problems = new ArrayList<>();
    private final SortedMap<String, Value> values = new TreeMap<>();

    private Layers() {}

    /** @throws ConfigException with every problem that was found */
    static SortedMap<String, Value> resolve(Surroundings surroundings, @Nullable Path file, List<String> assignments) {
        Layers layers = new Layers();
        Settings.ALL.forEach(
                setting -> layers.values.put(setting.key(), new Value(setting.byDefault(), Origin.DEFAULT)));
        file(surroundings, file).map(YamlFile::read).ifPresent(layers::lay);
        layers.lay(layers.environment(surroundings.environment()));
        layers.lay(layers.commandLine(assignments));
        layers.checkValues();
        if (!layers.problems.isEmpty()) {
            throw new ConfigException(layers.problems);
        }
        return layers.values;
    }

    private static Optional<Path> file(Surroundings surroundings, @Nullable Path named) {
        if (named != null) {
            return Optional.of(surroundings.directory().resolve(named));
        }
        String variable = surroundings.environment().get(FILE_VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return Optional.of(surroundings.directory().resolve(variable));
        }
        return Optional.of(surroundings.directory().resolve(USUAL_FILE)).filter(Files::exists);
    }

    private void lay(Map<String, Value> layer) {
        layer.forEach((key, value) -> {
            Optional<String> problem = unknown(key);
            problem.ifPresentOrElse(fault -> problems.add(value.origin() + ": " + fault), () -> values.put(key, value));
        });
    }

    private static Optional<String> unknown(String key) {
        if (KNOWN.containsKey(key)) {
            return Optional.empty();
        }
        if (key.startsWith(KafkaKeys.PREFIX)) {
            return KafkaKeys.meantBy(key).map(meant -> "unknown setting '" + key + "'; did you mean '" + meant + "'?");
        }
        return Optional.of("unknown setting '" + key + "'"
                + Suggestion.near(key, KNOWN.keySet())
                        .map(meant -> "; did you mean '" + meant + "'?")
                        .orElse("; 'flyball config show' lists all settings"));
    }

    private Map<String, Value> environment(Map<String, String> environment) {
        Map<String, Value> layer = new LinkedHashMap<>();
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (isOurs(variable, text)) {
                key(variable)
                        .ifPresentOrElse(
                                key -> layer.put(key, new Value(text, Origin.environment(variable))),
                                () -> problems.add(unknownVariable(variable)));
            }
        });
        return layer;
    }

    private static boolean isOurs(String variable, String text) {
        return variable.startsWith(VARIABLE_PREFIX)
                && !variable.equals(FILE_VARIABLE)
                && !variable.equals(JAVA_OPTIONS_VARIABLE)
                && !SERVICE_LINK.matcher(variable).matches()
                && !(variable.endsWith("_PORT") && text.startsWith("tcp://"));
    }

    private static Optional<String> key(String variable) {
        Setting<?> setting = BY_VARIABLE.get(variable);
        if (setting != null) {
            return Optional.of(setting.key());
        }
        return variable.startsWith("FLYBALL_KAFKA_") ? Optional.of(KafkaKeys.ofVariable(variable)) : Optional.empty();
    }

    private static String unknownVariable(String variable) {
        return "environment: no setting has the variable " + variable
                + Suggestion.near(variable, BY_VARIABLE.keySet())
                        .map(meant -> "; did you mean " + meant + "?")
                        .orElse("");
    }

    private Map<String, Value> commandLine(List<String> assignments) {
        Map<String, Value> layer = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                problems.add("--set " + assignment + ": write --set key=value");
            } else {
                String key = assignment.substring(0, equals);
                layer.put(key, new Value(assignment.substring(equals + 1), Origin.commandLine(key)));
            }
        }
        return layer;
    }

    private void checkValues() {
        values.forEach((key, value) -> Stream.ofNullable(KNOWN.get(key)).forEach(setting -> {
            try {
                setting.read(value);
            } catch (ConfigException e) {
                problems.addAll(e.problems());
            }
        }));
    }
}
