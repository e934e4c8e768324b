package dev.flyball.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoadReportTest {
    private static final Quantiles TIMES = new Quantiles(12.5, 10, 20, 25, 40, 60, 75.5);
    private static final Result RESULT = new Result(
            1000,
            990,
            10,
            3,
            0.99,
            100.0,
            Map.of("status 503", 10L),
            TIMES,
            TIMES,
            new Quantiles(0, 0, 0, 0, 0.2, 1, 2));
    private static final LoadReport REPORT = new LoadReport(
            1,
            "storefront",
            42,
            "2026-01-01T00:00:00Z",
            10_250,
            "on request",
            RESULT,
            List.of(new LoadReport.OfPhase("steady", "open", false, 10_000, RESULT)),
            List.of(new LoadReport.OfEndpoint("GET /api/products/{id}", RESULT)));

    @Test
    void theTableIsForAPerson() {
        assertThat(REPORT.toText()).isEqualTo("""
                        storefront, seed 42, 10.3 s
                        stopped early: on request
                        times in ms from when a request was due

                                                  model  sent  unsent  rate/s   ok %   p50   p95   p99   max  service p99  lag p99
                        steady                     open  1000       3   100.0  99.00  10.0  25.0  40.0  75.5         40.0      0.2
                        total                            1000       3   100.0  99.00  10.0  25.0  40.0  75.5         40.0      0.2
                          GET /api/products/{id}         1000       3   100.0  99.00  10.0  25.0  40.0  75.5         40.0      0.2
                        error status 503: 10
                        """);
    }

    @Test
    void theJsonHasStableNames() throws Exception {
        JsonNode json = new JsonMapper().readTree(REPORT.toJson());

        assertThat(json.propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "schemaVersion",
                        "scenario",
                        "seed",
                        "startedAt",
                        "elapsedMs",
                        "stopped",
                        "total",
                        "phases",
                        "endpoints");
        assertThat(json.at("/phases/0/model").asText()).isEqualTo("open");
        assertThat(json.at("/total").propertyStream().map(Map.Entry::getKey))
                .containsExactly(
                        "sent",
                        "succeeded",
                        "failed",
                        "unsent",
                        "successRate",
                        "achievedRate",
                        "errors",
                        "responseTimeMs",
                        "serviceTimeMs",
                        "scheduleLagMs");
        assertThat(json.at("/total/responseTimeMs/p99").asDouble()).isEqualTo(40);
        assertThat(json.at("/total/errors/status 503").asLong()).isEqualTo(10);
    }
}
