package dev.flyball.benchmarks.processor;

import dev.flyball.benchmarks.Peer;
import dev.flyball.processor.ProcessorApp;
import dev.flyball.processor.ProcessorConfig;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.json.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The processor as it runs in production, with its defaults, in a JVM of its own, which can be killed. */
public final class RunningProcessor implements AutoCloseable {
    private static final Duration GIVING_UP = Duration.ofMinutes(3);

    private final Peer peer;
    private final long startedNanos = System.nanoTime();
    private int httpPort;

    private RunningProcessor(Peer peer) {
        this.peer = peer;
    }

    /** Starts the JVM, and returns. */
    public static RunningProcessor start(String servers, Path stateDir) throws IOException {
        return new RunningProcessor(
                Peer.start(RunningProcessor.class, List.of("-Xmx1g"), List.of(servers, stateDir.toString())));
    }

    /** Waits until all stores are there and samples are processed; how long that took from the start of the JVM on. */
    public Duration awaitRunning() throws IOException {
        httpPort = (int) peer.hearNumber();
        return sinceStart();
    }

    /** Waits until it has decided the rules up to a moment of event time; how long that took from the start of the JVM on. */
    public Duration awaitEvaluated(Endpoint endpoint, long timeMs) throws IOException, InterruptedException {
        String query = URLEncoder.encode(endpoint.key(), StandardCharsets.UTF_8);
        HttpRequest ask = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + httpPort + "/performance/rules/explain?endpoint=" + query))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        while (evaluated(client.send(ask, HttpResponse.BodyHandlers.ofByteArray())) < timeMs) {
            if (sinceStart().compareTo(GIVING_UP) > 0) {
                throw new IllegalStateException("the processor has not caught up after " + GIVING_UP);
            }
            Thread.sleep(20);
        }
        return sinceStart();
    }

    private static long evaluated(HttpResponse<byte[]> answer) throws IOException {
        return answer.statusCode() == 200
                ? EventJson.mapper().readTree(answer.body()).path("at").asLong()
                : 0;
    }

    /** How long ago the JVM was started. */
    public Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Live objects in its heap, bytes. */
    public long heapBytes() throws IOException {
        return Long.parseLong(peer.ask("heap").get(0));
    }

    /** SIGKILL: no hook runs, nothing is flushed. */
    @Override
    public void close() {
        peer.close();
    }

    /** @param arguments bootstrap servers, state folder */
    public static void main(String[] arguments) throws Exception {
        ProcessorConfig config = ProcessorConfig.of(arguments[0])
                .withStreams(ProcessorConfig.Streams.DEFAULT.withStateDir(Path.of(arguments[1])));
        try (ProcessorApp app = new ProcessorApp(config)) {
            app.start();
            long deadline = System.nanoTime() + GIVING_UP.toNanos();
            while (!app.isRunning()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("the processor is not running after " + GIVING_UP);
                }
                Thread.sleep(5);
            }
            Peer.answer(app.httpPort());
            Peer.obey(words -> Peer.answer(Heap.liveBytes()));
        }
    }
}
