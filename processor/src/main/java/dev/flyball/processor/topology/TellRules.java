package dev.flyball.processor.topology;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.rules.RuleReceipt;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.json.MalformedEventException;
import dev.flyball.schemas.json.RuleRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts each change of a rule into the log that the rules judge, for every partition of it: so a change lies in its place
 * among the samples, and each reading of the log comes to the same alerts. What is no rule is kept out, put aside, and
 * remembered until something better comes under its name.
 */
final class TellRules implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger LOG = LoggerFactory.getLogger(TellRules.class);

    /** Refused ones that are remembered; of the others only the number is known. */
    private static final int MOST_REFUSED = 1_000;

    private static final int LONGEST_NAME = 200;

    private final ProcessorMeters meters;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private @Nullable KeyValueStore<String, RuleReceipt> receipts;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    TellRules(ProcessorMeters meters) {
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        KeyValueStore<String, RuleReceipt> store = context.getStateStore(ProcessorTopology.RULES_RECEIVED);
        receipts = store;
        // A task that is revived after an abort initialises the same processor again.
        taken.clear();
        refused.clear();
        try (KeyValueIterator<String, RuleReceipt> all = store.all()) {
            all.forEachRemaining(entry -> (entry.value.isRefused() ? refused : taken).add(entry.key));
        }
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
            if (name.length() <= LONGEST_NAME && refused.size() < MOST_REFUSED) {
                remember(refused, new RuleReceipt(name, e.getMessage(), record.timestamp()));
            }
            throw e;
        }
        if (record.value() == null) {
            forget(name);
        } else {
            remember(taken, new RuleReceipt(name, null, record.timestamp()));
        }
        Objects.requireNonNull(context)
                .forward(new Record<>(DigestKeys.EVERYWHERE, change.toBytes(), record.timestamp()));
    }

    private DigestRecord change(String name, byte @Nullable [] json) {
        if (json == null) {
            return new DigestRecord.RuleChange(name, "");
        }
        Rule rule = RuleRecord.read(name, json);
        if (!taken.contains(name) && taken.size() >= RuleBook.MOST_RULES) {
            throw new MalformedEventException("there are " + RuleBook.MOST_RULES + " rules already", null);
        }
        return new DigestRecord.RuleChange(name, new String(EventJson.write(rule), StandardCharsets.UTF_8));
    }

    private void remember(Set<String> names, RuleReceipt receipt) {
        forget(receipt.name());
        names.add(receipt.name());
        Objects.requireNonNull(receipts).put(receipt.name(), receipt);
    }

    private void forget(String name) {
        taken.remove(name);
        refused.remove(name);
        Objects.requireNonNull(receipts).delete(name);
    }
}
