package dev.flyball.loadgen.http;

import dev.flyball.loadgen.Outcome;
import dev.flyball.loadgen.Outcome.Kind;
import dev.flyball.loadgen.Target;
import dev.flyball.loadgen.scenario.Request;
import dev.flyball.loadgen.scenario.Traffic;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests to a real backend. Connections are kept; bodies are read to their end and thrown away. */
public final class HttpTarget implements Target {
    private static final String USER_AGENT = "flyball-loadgen";

    private final Traffic.Http settings;
    private final String base;
    private final HttpClient client;

    /** @throws IllegalArgumentException if one of the headers cannot be sent */
    public HttpTarget(Traffic.Http settings) {
        this.settings = settings;
        base = settings.target().toString().replaceAll("/+$", "");
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        // A header that is not allowed is found here, before the run.
        HttpRequest unused = withHeaders("/", "u-0").build();
    }

    @Override
    public CompletableFuture<Outcome> send(Request request) {
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(toHttp(request), BodyHandlers.discarding());
        // The client's own time-out ends with the headers; a body that trickles for ever has to end as well.
        return exchange.copy()
                .orTimeout(settings.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((response, failure) -> {
                    if (failure == null) {
                        return new Outcome.Answered(response.statusCode());
                    }
                    exchange.cancel(true);
                    return new Outcome.Failed(kindOf(failure));
                });
    }

    private HttpRequest toHttp(Request request) {
        String body = request.body();
        return withHeaders(request.path(), request.user())
                .method(
                        request.template().method(),
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private HttpRequest.Builder withHeaders(String path, String user) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).setHeader("user-agent", USER_AGENT);
        settings.headers().forEach(builder::setHeader);
        String userHeader = settings.userHeader();
        return userHeader == null ? builder : builder.setHeader(userHeader, user);
    }

    private static Kind kindOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return Kind.CONNECT;
        }
        return cause instanceof TimeoutException || cause instanceof HttpTimeoutException ? Kind.TIMEOUT : Kind.BROKEN;
    }
}
