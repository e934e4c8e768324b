package dev.flyball.cli.rules;

import dev.flyball.cli.config.ConfigException;
import dev.flyball.cli.config.Suggestion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keys with their values; what is not said here may be said one level up. A key that nobody knows is a fault. */
final class Section {
    private final Node.Mapping mapping;
    private final @Nullable Section parent;

    private Section(Node.Mapping mapping, @Nullable Section parent) {
        this.mapping = mapping;
        this.parent = parent;
    }

    static Section of(Node node, Set<String> known) {
        return of(node, known, null);
    }

    Section inner(Node node, Set<String> known) {
        return of(node, known, this);
    }

    private static Section of(Node node, Set<String> known, @Nullable Section parent) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw node.place().fault("expected 'key: value' pairs with the keys " + String.join(", ", known));
        }
        mapping.entries().forEach((key, value) -> {
            if (!known.contains(key)) {
                String hint = Suggestion.near(key, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("; known are " + String.join(", ", known));
                throw value.place().fault("unknown key '" + key + "'" + hint);
            }
        });
        return new Section(mapping, parent);
    }

    boolean hasAny(Set<String> keys) {
        return keys.stream().anyMatch(mapping.entries()::containsKey);
    }

    Node.Place place() {
        return mapping.place();
    }

    int line() {
        return mapping.place().line();
    }

    Optional<Node> node(String key) {
        return Optional.ofNullable(mapping.entries().get(key));
    }

    Optional<String> text(String key) {
        return scalar(key).map(Node.Scalar::text);
    }

    <T> Optional<T> value(String key, Function<String, T> reader) {
        return scalar(key).map(scalar -> located(scalar.place(), key, () -> reader.apply(scalar.text())));
    }

    Duration duration(String key, Duration otherwise) {
        return value(key, Units::duration).orElse(otherwise);
    }

    double share(String key, double otherwise) {
        return value(key, Units::share).orElse(otherwise);
    }

    private Optional<Node.Scalar> scalar(String key) {
        Optional<Node> own = node(key);
        if (own.isEmpty()) {
            return parent == null ? Optional.empty() : parent.scalar(key);
        }
        if (own.get() instanceof Node.Scalar scalar) {
            return Optional.of(scalar);
        }
        throw own.get().place().fault(key + " must be a single value");
    }

    List<Node> items(String key) {
        Optional<Node> own = node(key);
        if (own.isEmpty()) {
            return parent == null ? List.of() : parent.items(key);
        }
        // One is as good as a list of one.
        return own.get() instanceof Node.Listing listing ? listing.items() : List.of(own.get());
    }

    Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        node(key).ifPresent(node -> {
            if (!(node instanceof Node.Mapping pairs)) {
                throw node.place().fault(key + " must be 'key: value' pairs");
            }
            pairs.entries().forEach((name, value) -> {
                if (!(value instanceof Node.Scalar scalar)) {
                    throw value.place().fault(key + "." + name + " must be a single value");
                }
                texts.put(name, scalar.text());
            });
        });
        return texts;
    }

    /** What a value or a record refuses is a fault of this place. */
    static <T> T located(Node.Place place, String what, java.util.function.Supplier<T> made) {
        try {
            return made.get();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw place.fault(what + ": " + e.getMessage());
        }
    }
}
