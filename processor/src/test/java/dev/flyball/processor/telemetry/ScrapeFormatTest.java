package dev.flyball.processor.telemetry;

import static dev.flyball.processor.telemetry.ScrapeFormat.OPEN_METRICS;
import static dev.flyball.processor.telemetry.ScrapeFormat.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeFormatTest {
    @Test
    void prometheusItselfGetsOpenMetrics() {
        String prometheus3 = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

        assertThat(ScrapeFormat.negotiate(prometheus3)).isEqualTo(OPEN_METRICS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "application/openmetrics-text;q=0.2,text/plain;q=0.7",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text;q=high",
                "application/openmetrics-textual",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
                ";;;,,,;q=;q"
            })
    void allOthersGetText(String accept) {
        assertThat(ScrapeFormat.negotiate(accept)).isEqualTo(TEXT);
    }

    @Test
    void whoSaysNothingGetsText() {
        assertThat(ScrapeFormat.negotiate(null)).isEqualTo(TEXT);
    }
}
