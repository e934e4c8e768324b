package dev.flyball.processor.query;

import java.util.List;

/** A request that is not answered, because of what the client sent. */
final class Refusal extends RuntimeException {
    private final transient Problem problem;

    private Refusal(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    static Refusal badParameter(String name, String fault) {
        return new Refusal(
                Problem.of("bad-parameter", "A parameter is not right", 400, "parameter '" + name + "' " + fault));
    }

    static Refusal badBody(String fault) {
        return new Refusal(Problem.of("bad-body", "What was sent is not right", 400, fault));
    }

    static Refusal notJson() {
        return new Refusal(Problem.of(
                415, "Unsupported Media Type", "send the order as JSON, with 'Content-Type: application/json'"));
    }

    static Refusal withoutToken() {
        return new Refusal(Problem.of(
                "token-required",
                "Orders need a token",
                403,
                "http.token is not set, and without one anything on this machine, any page in a browser too, could give"
                        + " orders: set one, or use 'flyball actions'"));
    }

    static Refusal unknownAction(String id) {
        String shown = id.length() > 40 ? id.substring(0, 40) + "..." : id;
        return new Refusal(Problem.of(
                "unknown-action",
                "Unknown action",
                404,
                "action '" + shown + "' is not known; /actions lists those that are"));
    }

    static Refusal unauthorized() {
        return new Refusal(Problem.of(
                "unauthorized",
                "Not authorized",
                401,
                "send the token of http.token as 'Authorization: Bearer <token>'"));
    }

    static Refusal unknownEndpoint(String name, List<String> near) {
        String hint =
                near.isEmpty() ? "; /performance/endpoints lists those that are" : "; candidates are near matches";
        return new Refusal(
                Problem.of("unknown-endpoint", "Unknown endpoint", 404, "endpoint '" + name + "' is not known" + hint)
                        .withCandidates(near));
    }

    static Refusal ambiguousEndpoint(String name, List<String> keys) {
        return new Refusal(Problem.of(
                        "ambiguous-endpoint",
                        "More than one service has this operation",
                        400,
                        "say 'service|operation' instead of '" + name + "'")
                .withCandidates(keys));
    }
}
