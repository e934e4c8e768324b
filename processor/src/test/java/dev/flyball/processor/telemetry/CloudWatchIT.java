package dev.flyball.processor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudWatchIT {
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final Queue<String> signatures = new ConcurrentLinkedQueue<>();
    private HttpServer cloudWatch;

    @BeforeEach
    void startAStandIn() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "not-a-secret");
        cloudWatch = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cloudWatch.createContext("/", this::receive);
        cloudWatch.start();
    }

    @AfterEach
    void stop() {
        cloudWatch.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    /** Text in the body is readable in each of the protocols that the SDK may choose: query, JSON and CBOR. */
    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            try (InputStream body =
                    zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
                bodies.add(new String(body.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
            signatures.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
            exchange.getResponseHeaders().add("Content-Type", "application/cbor");
            byte[] empty = {(byte) 0xa0};
            exchange.sendResponseHeaders(200, empty.length);
            exchange.getResponseBody().write(empty);
        }
    }

    private CloudWatchConfig config(int batchSize) {
        return new CloudWatchConfig(
                true,
                "eu-central-1",
                "Flyball/Test",
                Duration.ofMinutes(1),
                URI.create("http://127.0.0.1:" + cloudWatch.getAddress().getPort()),
                batchSize);
    }

    @Test
    void whatIsWorthItsPriceIsSentInBatchesAtTheLatestWhenTelemetryIsClosed() {
        Telemetry telemetry = new Telemetry(config(10), InstantSource.system());
        telemetry.meters().accepted(42);

        telemetry.close();

        assertThat(bodies)
                .hasSizeGreaterThan(2)
                .allSatisfy(body -> assertThat(body).contains("Flyball/Test"));
        assertThat(String.join("", bodies))
                .contains("flyball.samples", "missing-field", "jvm.memory.used")
                .doesNotContain("jvm.classes", "jvm.buffer", "system.cpu");
        assertThat(signatures)
                .allSatisfy(signature -> assertThat(signature).contains("AKIDEXAMPLE", "eu-central-1/monitoring"));
    }

    @Test
    void aRefusalOfCloudWatchDoesNotKeepTheProcessorFromStopping() {
        URI nobody = URI.create("http://127.0.0.1:" + cloudWatch.getAddress().getPort());
        cloudWatch.stop(0);

        new Telemetry(
                        new CloudWatchConfig(true, "eu-central-1", "Flyball", Duration.ofMinutes(1), nobody, 500),
                        InstantSource.system())
                .close();

        assertThat(bodies).isEmpty();
    }
}
