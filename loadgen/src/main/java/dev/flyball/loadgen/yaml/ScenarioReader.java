package dev.flyball.loadgen.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.flyball.loadgen.scenario.Phase;
import dev.flyball.loadgen.scenario.RequestTemplate;
import dev.flyball.loadgen.scenario.Scenario;
import dev.flyball.loadgen.scenario.Scenario.Arrivals;
import dev.flyball.loadgen.scenario.Scenario.StopEarly;
import dev.flyball.loadgen.scenario.Traffic;
import dev.flyball.loadgen.scenario.Variable;
import dev.flyball.loadgen.yaml.Settings.Form;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads scenarios. */
public final class ScenarioReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private static final Form<Scenario> SCENARIO = Form.of(
            ScenarioReader::scenario,
            "name",
            "seed",
            "target",
            "timeout",
            "headers",
            "userHeader",
            "synthetic",
            "users",
            "arrivals",
            "maxInFlight",
            "stopEarly",
            "requests",
            "phases");
    private static final Form<Traffic.Synthetic> SYNTHETIC =
            Form.of(settings -> new Traffic.Synthetic(settings.requiredText("service")), "service");
    private static final Form<StopEarly> STOP_EARLY = Form.of(ScenarioReader::stopEarly, "errorRate", "minRequests");
    private static final Form<RequestTemplate> REQUEST = Form.of(
            ScenarioReader::request,
            "endpoint",
            "method",
            "path",
            "body",
            "weight",
            "variables",
            "expect",
            "latency",
            "errorRate");
    private static final Form<Variable> VARIABLE = Form.of(ScenarioReader::variable, "from", "to", "zipf", "of");
    private static final Form<Phase> PHASE = Form.of(
            ScenarioReader::phase,
            "name",
            "duration",
            "arrivalRate",
            "rampTo",
            "users",
            "thinkTime",
            "warmup",
            "inject");
    private static final Form<Phase.Injection> INJECTION =
            Form.of(ScenarioReader::injection, "endpoint", "latencyFactor", "errorRate");

    private ScenarioReader() {}

    /**
     * Reads a file.
     *
     * @throws ScenarioException if it is no scenario
     * @throws UncheckedIOException if it cannot be read
     */
    public static Scenario read(Path file) {
        try (Reader text = Files.newBufferedReader(file)) {
            return read(file.toString(), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the scenario " + file, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name of the source, for messages
     * @throws ScenarioException if it is no scenario
     */
    public static Scenario read(String name, String text) {
        try {
            return read(name, new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot fail", e);
        }
    }

    private static Scenario read(String name, Reader text) throws IOException {
        try (YAMLParser yaml = YAML.createParser(text)) {
            if (yaml.nextToken() == null) {
                throw new ScenarioException("line 1: the scenario is empty", null);
            }
            return Settings.read("", Node.read(yaml), SCENARIO);
        } catch (JsonProcessingException e) {
            throw new ScenarioException(
                    name + " line " + e.getLocation().getLineNr() + ": not YAML: " + e.getOriginalMessage(), e);
        } catch (ScenarioException e) {
            throw new ScenarioException(name + " " + e.getMessage(), e);
        }
    }

    private static Scenario scenario(Settings settings) {
        Traffic traffic = traffic(settings);
        return new Scenario(
                settings.requiredText("name"),
                settings.wholeNumber("seed").orElse(1L),
                traffic,
                settings.list("requests", REQUEST),
                settings.smallNumber("users").orElse(1000),
                settings.text("arrivals").map(text -> arrivals(settings, text)).orElse(Arrivals.POISSON),
                settings.smallNumber("maxInFlight").orElse(traffic instanceof Traffic.Http ? 256 : 100_000),
                settings.group("stopEarly", STOP_EARLY).orElse(null),
                settings.list("phases", PHASE));
    }

    private static Traffic traffic(Settings settings) {
        if (settings.has("target") == settings.has("synthetic")) {
            throw settings.fault("either 'target' (a base URL) or 'synthetic' (samples to Kafka) is needed, not both");
        }
        if (settings.has("synthetic")) {
            return settings.group("synthetic", SYNTHETIC).orElseThrow();
        }
        return new Traffic.Http(
                URI.create(settings.requiredText("target")),
                settings.duration("timeout").orElse(Duration.ofSeconds(10)),
                settings.texts("headers"),
                settings.text("userHeader").orElse(null));
    }

    private static Arrivals arrivals(Settings settings, String text) {
        return switch (text) {
            case "even" -> Arrivals.EVEN;
            case "poisson" -> Arrivals.POISSON;
            default -> throw settings.fault("arrivals must be even or poisson: " + text);
        };
    }

    private static StopEarly stopEarly(Settings settings) {
        return new StopEarly(
                settings.requiredNumber("errorRate"),
                settings.wholeNumber("minRequests").orElse(100L));
    }

    private static RequestTemplate request(Settings settings) {
        String method = settings.text("method").orElse("GET");
        String path = settings.requiredText("path");
        String route = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        return new RequestTemplate(
                settings.text("endpoint").orElse(method + " " + route),
                method,
                path,
                settings.text("body").orElse(null),
                settings.number("weight").orElse(1.0),
                settings.groups("variables", VARIABLE),
                statuses(settings),
                settings.has("latency") || settings.has("errorRate") ? behaviour(settings) : null);
    }

    private static Set<Integer> statuses(Settings settings) {
        return settings.textList("expect").stream()
                .map(text -> {
                    if (!text.matches("[1-5]\\d\\d")) {
                        throw settings.fault("expect must list statuses, 100 to 599: " + text);
                    }
                    return Integer.valueOf(text);
                })
                .collect(Collectors.toSet());
    }

    private static RequestTemplate.Behaviour behaviour(Settings settings) {
        double errorRate = settings.number("errorRate").orElse(0.0);
        Form<RequestTemplate.Behaviour> latency = Form.of(
                group -> new RequestTemplate.Behaviour(
                        group.requiredDuration("median"), group.requiredDuration("p95"), errorRate),
                "median",
                "p95");
        return settings.group("latency", latency)
                .orElseThrow(() -> settings.fault("errorRate needs latency, such as {median: 20ms, p95: 80ms}"));
    }

    private static Variable variable(Settings settings) {
        if (settings.has("of")) {
            return new Variable.Choice(settings.textList("of"));
        }
        long from = settings.requiredWholeNumber("from");
        long to = settings.requiredWholeNumber("to");
        return settings.number("zipf")
                .<Variable>map(exponent -> new Variable.Zipf(from, to, exponent))
                .orElseGet(() -> new Variable.Range(from, to));
    }

    private static Phase phase(Settings settings) {
        return new Phase(
                settings.requiredText("name"),
                settings.requiredDuration("duration"),
                load(settings),
                settings.flag("warmup"),
                settings.list("inject", INJECTION));
    }

    private static Phase.Load load(Settings settings) {
        if (settings.has("arrivalRate") == settings.has("users")) {
            throw settings.fault("a phase needs either 'arrivalRate' (per second; open) or 'users' (closed)");
        }
        if (settings.has("users") && settings.has("rampTo")) {
            throw settings.fault("rampTo belongs to arrivalRate; a closed phase keeps its users");
        }
        if (settings.has("arrivalRate") && settings.has("thinkTime")) {
            throw settings.fault("thinkTime belongs to users; an open phase waits for nobody");
        }
        if (settings.has("users")) {
            return new Phase.Closed(
                    settings.smallNumber("users").orElseThrow(),
                    settings.duration("thinkTime").orElse(Duration.ZERO));
        }
        double rate = settings.requiredNumber("arrivalRate");
        return new Phase.Open(rate, settings.number("rampTo").orElse(rate));
    }

    private static Phase.Injection injection(Settings settings) {
        return new Phase.Injection(
                settings.requiredText("endpoint"),
                settings.number("latencyFactor").orElse(1.0),
                settings.number("errorRate").orElse(null));
    }
}
