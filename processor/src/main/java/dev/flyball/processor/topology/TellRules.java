package dev.flyball.processor.topology;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts each change of a rule into the log that the rules judge, for every partition of it: so a change lies in its place
 * among the samples, and each reading of the log comes to the same alerts. What is no rule is kept out, and put aside.
 */
final class TellRules implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(TellRules.class);

    private final ProcessorMeters meters;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    TellRules(ProcessorMeters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String name = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        DigestRecord change;
        try {
            change = change(name, record.value());
        } catch (MalformedEventException e) {
            meters.ruleRefused();
            LOG.error("kept out a record on the rules topic, key '{}': {}", name, e.getMessage());
            throw e;
        }
        Objects.requireNonNull(context)
                .forward(new Record<>(DigestKeys.EVERYWHERE, change.toBytes(), record.timestamp()));
    }

    private static DigestRecord change(String name, byte @Nullable [] json) {
        if (json == null) {
            return new DigestRecord.RuleChange(name, "");
        }
        Rule rule = EventJson.read(json, Rule.class);
        if (!rule.name().equals(name)) {
            throw new MalformedEventException("the rule in it is named '" + rule.name() + "'", null);
        }
        return new DigestRecord.RuleChange(name, new String(EventJson.write(rule), StandardCharsets.UTF_8));
    }
}
