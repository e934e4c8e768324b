package dev.flyball.loadgen;

import dev.flyball.loadgen.scenario.RequestTemplate;

/** How a request ended. */
public sealed interface Outcome {
    /** Whether it is what the scenario expects of such a request. */
    boolean isSuccess(RequestTemplate template);

    /** The name under which reports count it as an error; one of few. */
    String errorKind();

    /** There was an answer. */
    record Answered(int status) implements Outcome {
        @Override
        public boolean isSuccess(RequestTemplate template) {
            return template.accepts(status);
        }

        @Override
        public String errorKind() {
            return "status " + (status >= 100 && status <= 599 ? status : "out of range");
        }
    }

    /** What was to be delivered has arrived; there is no status. */
    record Delivered() implements Outcome {
        @Override
        public boolean isSuccess(RequestTemplate template) {
            return true;
        }

        @Override
        public String errorKind() {
            return "none";
        }
    }

    /** There was none. */
    record Failed(Kind kind) implements Outcome {
        @Override
        public boolean isSuccess(RequestTemplate template) {
            return false;
        }

        @Override
        public String errorKind() {
            return kind.label;
        }
    }

    /** Why there was no answer. */
    enum Kind {
        TIMEOUT("timeout"),
        CONNECT("connect"),
        /** The connection broke, or what came was no answer. */
        BROKEN("broken"),
        /** The target never said how it ended. */
        UNANSWERED("unanswered");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }
}
