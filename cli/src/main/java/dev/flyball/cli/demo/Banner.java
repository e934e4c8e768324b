package dev.flyball.cli.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What to know about a demo that has just started: where everything is, what is lost, how to stop, what to try.
 *
 * @param lines to be printed
 * @param title the same in one line
 */
record Banner(List<String> lines, String title) {
    static Banner of(Stage stage, Duration took) {
        List<String> lines = new ArrayList<>();
        lines.add(
                String.format(Locale.ROOT, "flyball demo: ready in %.1f s (%s)", took.toMillis() / 1e3, stage.times()));
        lines.add("");
        lines.add("  shop       " + stage.shop() + "/api/products");
        lines.add("  query API  " + stage.api() + "/performance/endpoints");
        lines.add("  Kafka      " + stage.bootstrapServers() + ", topics "
                + stage.topics().prefix() + "*");
        lines.add("  Redis      " + stage.redis().uri() + ", " + stage.redis().source());
        lines.add("  folders    " + stage.folders());
        List<String> replaced = stage.ports().replaced();
        if (!replaced.isEmpty()) {
            lines.add("  ports      free ones instead of those that were taken: " + String.join(", ", replaced));
        }
        lines.add("");
        lines.add("Everything is temporary: Ctrl-C ends it, and topics, cache and folders are gone. Meanwhile try");
        lines.add("");
        lines.add("  curl -s " + stage.api() + "/performance/endpoints");
        lines.add("  curl -s " + stage.api() + "/performance/alerts");
        lines.add("  curl -s " + stage.api() + "/performance/optimizations");
        lines.add("  bin/flyball topics list -s kafka.bootstrap.servers=" + stage.bootstrapServers()
                + " -s topics.partitions=" + stage.topics().partitions());
        lines.add("");
        return new Banner(
                List.copyOf(lines),
                "shop " + stage.shop() + "  API " + stage.api() + "  Ctrl-C ends it, nothing is kept");
    }
}
