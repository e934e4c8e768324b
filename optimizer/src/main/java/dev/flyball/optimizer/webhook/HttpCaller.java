package dev.flyball.optimizer.webhook;

import dev.flyball.optimizer.decide.Errand;
import dev.flyball.schemas.json.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Calls the user's service with time-outs, again with growing pauses, and not more often than bounded at a time. */
public final class HttpCaller implements Caller {
    private static final int MOST_AT_ONCE = 8;
    private static final int TOO_MANY_REQUESTS = 429;

    private final WebhookSettings settings;
    private final RandomGenerator random;
    private final HttpClient client;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);

    /** @param random spreads the pauses; safe for use by several threads */
    public HttpCaller(WebhookSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.client = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER)
                .connectTimeout(settings.timeout())
                .build();
    }

    @Override
    public Optional<CompletableFuture<Outcome>> call(Errand errand) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        byte[] body = EventJson.write(errand);
        return Optional.of(attempt(errand, body, 1).whenComplete((outcome, failure) -> free.release()));
    }

    private CompletableFuture<Outcome> attempt(Errand errand, byte[] body, int number) {
        return client.sendAsync(request(errand, body), BodyHandlers.ofInputStream())
                .handle((response, failure) -> failure == null ? Answer.of(response) : Answer.of(failure, settings))
                .thenCompose(answer -> answer.isWorthAnother() && number < settings.attempts()
                        ? CompletableFuture.supplyAsync(() -> number + 1, later(number))
                                .thenCompose(next -> attempt(errand, body, next))
                        : CompletableFuture.completedFuture(answer.outcome(number)));
    }

    private HttpRequest request(Errand errand, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(settings.timeout())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", errand.id())
                .POST(BodyPublishers.ofByteArray(body));
        if (settings.secret() != null) {
            request.header("Authorization", "Bearer " + settings.secret());
        }
        return request.build();
    }

    private Executor later(int number) {
        double pauseMs = settings.pause().toMillis() * Math.pow(2, number - 1) * (0.5 + random.nextDouble());
        return CompletableFuture.delayedExecutor(Math.round(pauseMs), TimeUnit.MILLISECONDS);
    }

    /**
     * How one attempt ended.
     *
     * @param status 0 if there was none
     * @param words what happened, to follow 'the webhook'
     */
    private record Answer(int status, String words) {
        static Answer of(HttpResponse<InputStream> response) {
            try {
                // What it says does not matter, and may never end.
                response.body().close();
            } catch (IOException e) {
                return new Answer(0, "broke off: " + e.getMessage());
            }
            return new Answer(response.statusCode(), "answered " + response.statusCode());
        }

        static Answer of(Throwable failure, WebhookSettings settings) {
            @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            boolean late = cause instanceof HttpTimeoutException;
            return new Answer(
                    0,
                    late
                            ? "did not answer within " + settings.timeout().toMillis() + " ms"
                            : "could not be reached: "
                                    + (cause == null ? failure : cause)
                                            .getClass()
                                            .getSimpleName());
        }

        boolean isWorthAnother() {
            return status == 0 || status == TOO_MANY_REQUESTS || status >= 500;
        }

        Outcome outcome(int attempts) {
            boolean taken = status >= 200 && status < 300;
            return new Outcome(taken, "The webhook " + words + (attempts == 1 ? "." : " at attempt " + attempts + "."));
        }
    }
}
