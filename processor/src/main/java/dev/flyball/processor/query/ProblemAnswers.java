package dev.flyball.processor.query;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what is thrown while a request is answered into {@link Problem problems}. */
final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    private ProblemAnswers() {}

    static void addTo(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, ctx) -> refused(ctx, refusal.problem()));
        routes.exception(StoresUnavailableException.class, (away, ctx) -> unavailable(ctx, away));
        routes.exception(HttpResponseException.class, (response, ctx) -> plain(ctx, response.getStatus()));
        routes.exception(Exception.class, (fault, ctx) -> failed(ctx, fault));
    }

    private static void refused(Context ctx, Problem problem) {
        if (problem.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer");
        }
        send(ctx, problem);
    }

    private static void unavailable(Context ctx, StoresUnavailableException away) {
        ctx.header("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        String detail = away.getMessage();
        send(
                ctx,
                Problem.of(
                        "stores-unavailable",
                        "State is being restored",
                        503,
                        detail == null ? "the state stores cannot be read now" : detail));
    }

    private static void plain(Context ctx, int status) {
        String title = HttpStatus.forStatus(status).getMessage();
        send(ctx, Problem.of(status, title, ctx.method() + " is not answered here"));
    }

    /** What went wrong inside is told to the log alone. */
    private static void failed(Context ctx, Exception fault) {
        LOG.error("path={} query failed", ctx.endpoint().path, fault);
        send(ctx, Problem.of(500, "Internal Server Error", "the fault is in the processor's log"));
    }

    private static void send(Context ctx, Problem problem) {
        Answer.problem(problem.at(ctx.path())).send(ctx);
    }
}
