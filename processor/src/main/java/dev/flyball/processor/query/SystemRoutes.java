package dev.flyball.processor.query;

import dev.flyball.processor.telemetry.Scrape;
import dev.flyball.processor.telemetry.ScrapeSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is told to probes, to Prometheus, and to those who write clients. */
final class SystemRoutes {
    static final String HEALTH = "/healthz";
    static final String READY = "/readyz";

    private final PerformanceView view;
    private final ScrapeSource scrapes;
    private final String openApi = openApi();

    SystemRoutes(PerformanceView view, ScrapeSource scrapes) {
        this.view = view;
        this.scrapes = scrapes;
    }

    List<Route> all() {
        return List.of(
                Route.get(HEALTH, List.of(), parameters -> live()),
                Route.get(READY, List.of(), parameters -> ready()),
                Route.get("/metrics", List.of(), this::metrics),
                Route.get("/openapi.yaml", List.of(), parameters -> Answer.text("application/yaml", openApi)));
    }

    private Answer live() {
        Health health = view.health();
        return Answer.json(health.live() ? 200 : 503, health);
    }

    private Answer ready() {
        Health health = view.health();
        return Answer.json(health.live() && health.ready() ? 200 : 503, health);
    }

    private Answer metrics(Parameters parameters) {
        Scrape scrape = scrapes.scrape(parameters.accept());
        return Answer.text(scrape.contentType(), scrape.body());
    }

    private static String openApi() {
        try (InputStream file = SystemRoutes.class.getResourceAsStream("/openapi.yaml")) {
            if (file == null) {
                throw new IllegalStateException("openapi.yaml is missing on the class path");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi.yaml cannot be read", e);
        }
    }
}
