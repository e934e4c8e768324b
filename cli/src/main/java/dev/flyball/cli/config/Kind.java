package dev.flyball.cli.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a setting's text may be.
 *
 * @param wanted what is wanted, to be read after 'must be'
 * @param reader reads the text; throws {@link IllegalArgumentException} if it is not what is wanted
 */
record Kind<T>(String wanted, Function<String, T> reader) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    static final Kind<String> TEXT = new Kind<>("a text", text -> {
        check(!text.isBlank());
        return text;
    });

    static final Kind<String> OPTIONAL_TEXT = new Kind<>("a text, or nothing", text -> text);

    static final Kind<String> TOPIC_PREFIX = new Kind<>("up to 100 letters, digits, '.', '_' or '-'", text -> {
        check(text.matches("[a-zA-Z0-9._-]{0,100}"));
        return text;
    });

    static final Kind<String> OPTIONAL_URL = new Kind<>("a URL such as http://127.0.0.1:4566, or nothing", text -> {
        check(text.isEmpty() || URI.create(text).getHost() != null);
        return text;
    });

    /** A leading {@code ~} is the home of the user. */
    static final Kind<Path> FOLDER = new Kind<>("a folder", text -> {
        check(!text.isBlank());
        return Path.of(text.startsWith("~/") ? System.getProperty("user.home", ".") + text.substring(1) : text);
    });

    static final Kind<Set<String>> NAMES = new Kind<>(
            "names with commas, or nothing",
            text -> Pattern.compile(",")
                    .splitAsStream(text)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toUnmodifiableSet()));

    static final Kind<Boolean> SWITCH = new Kind<>("true or false", text -> {
        check(text.equals("true") || text.equals("false"));
        return text.equals("true");
    });

    private static final Pattern REDIS_SCHEME = Pattern.compile("rediss?(\\+(cluster|sentinel))?");
    static final Kind<URI> REDIS_URL = new Kind<>(
            "redis://[user:password@]host:port[/database], redis+cluster://host:port,host:port"
                    + " or redis+sentinel://host:port,host:port/master",
            text -> {
                URI uri = URI.create(text);
                check(uri.getScheme() != null
                        && REDIS_SCHEME.matcher(uri.getScheme()).matches());
                // Several hosts are no host for a URI.
                check(uri.getScheme().contains("+") ? uri.getAuthority() != null : uri.getHost() != null);
                return uri;
            });

    static final Kind<List<Integer>> PERCENTAGES =
            new Kind<>("ascending whole numbers from 1 to 90 with commas, such as 10,50", text -> {
                List<Integer> numbers = Pattern.compile(",")
                        .splitAsStream(text)
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList();
                check(!numbers.isEmpty()
                        && numbers.stream().allMatch(number -> number >= 1 && number <= 90)
                        && numbers.equals(numbers.stream().distinct().sorted().toList()));
                return numbers;
            });

    static Kind<Integer> number(int from, int to) {
        return new Kind<>("a whole number from " + from + " to " + to, text -> {
            int number = Integer.parseInt(text);
            check(from <= number && number <= to);
            return number;
        });
    }

    static Kind<Double> decimal(double from, double to) {
        return new Kind<>("a number from " + from + " to " + to, text -> {
            double number = Double.parseDouble(text);
            check(from <= number && number <= to);
            return number;
        });
    }

    static Kind<Duration> duration(Duration from, Duration to) {
        return new Kind<>(
                "a time from " + written(from) + " to " + written(to) + ", such as 500ms, 10s, 5m or 1h", text -> {
                    Matcher matcher = DURATION.matcher(text);
                    check(matcher.matches());
                    Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
                    Duration duration = unit.multipliedBy(Long.parseLong(matcher.group(1)));
                    check(from.compareTo(duration) <= 0 && duration.compareTo(to) <= 0);
                    return duration;
                });
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
        String names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
        return new Kind<>(
                "one of " + names,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    /** Written as {@code name=constant}, several with commas. */
    static <E extends Enum<E>> Kind<Map<String, E>> each(Class<E> type) {
        Kind<E> one = oneOf(type);
        return new Kind<>(
                "name=mode with commas, or nothing; a mode is " + one.wanted(),
                text -> NAMES.reader().apply(text).stream()
                        .map(pair -> pair.split("=", 2))
                        .peek(pair -> check(pair.length == 2))
                        .collect(Collectors.toUnmodifiableMap(
                                pair -> pair[0].strip(), pair -> one.reader().apply(pair[1].strip()))));
    }

    private static String written(Duration duration) {
        return UNITS.entrySet().stream()
                .filter(unit -> duration.toMillis() % unit.getValue().toMillis() == 0)
                .max(Map.Entry.comparingByValue())
                .map(unit -> duration.toMillis() / unit.getValue().toMillis() + unit.getKey())
                .orElseThrow();
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
