package dev.flyball.cli.replay;

import dev.flyball.schemas.Alert;
import dev.flyball.schemas.EndpointMetrics;
import dev.flyball.schemas.json.EventJson;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/** Prints each event at once, as one JSON object on a line that begins with its type. */
public final class EventLines implements ReplayOutput {
    private final PrintWriter out;
    private final BooleanSupplier broken;
    private boolean closed;

    /** @param broken whether the stream behind it cannot be written to any more */
    public EventLines(PrintWriter out, BooleanSupplier broken) {
        this.out = out;
        this.broken = broken;
    }

    @Override
    public void metrics(EndpointMetrics metrics) {
        print("metrics", metrics.withoutSketches());
    }

    @Override
    public void alert(Alert alert) {
        print("alert", alert);
    }

    private void print(String type, Object event) {
        if (closed) {
            return;
        }
        String json = new String(EventJson.write(event), StandardCharsets.UTF_8);
        out.println("{\"type\":\"" + type + "\"," + json.substring(1));
        closed = out.checkError() || broken.getAsBoolean();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void end() {
        out.flush();
    }
}
