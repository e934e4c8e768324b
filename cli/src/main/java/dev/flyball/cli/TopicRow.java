package dev.flyball.cli;

import dev.flyball.cli.OutputOption.Column;
import dev.flyball.cli.topics.TopicReport;
import dev.flyball.schemas.topic.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** A topic as {@code flyball topics} prints it. */
record TopicRow(
        String topic,
        String state,
        List<String> differences,
        int partitions,
        Map<String, String> config,
        String key,
        String value,
        String writtenBy) {
    private static final List<Column<TopicRow>> COLUMNS = List.of(
            new Column<>("TOPIC", TopicRow::topic),
            new Column<>("STATE", TopicRow::state),
            new Column<>("PARTITIONS", row -> Integer.toString(row.partitions)),
            new Column<>("KEY", TopicRow::key),
            new Column<>("WRITTEN BY", TopicRow::writtenBy),
            new Column<>("DIFFERS", row -> String.join("; ", row.differences)));

    static void print(List<TopicReport> reports, OutputOption output, CommandSpec spec) {
        output.print(
                spec.commandLine().getOut(), reports.stream().map(TopicRow::of).toList(), COLUMNS);
    }

    private static TopicRow of(TopicReport report) {
        Topic topic = report.topic();
        return new TopicRow(
                topic.name(),
                report.state().name().toLowerCase(Locale.ROOT),
                report.differences(),
                topic.partitions(),
                topic.config(),
                topic.key(),
                topic.value(),
                topic.writtenBy());
    }
}
