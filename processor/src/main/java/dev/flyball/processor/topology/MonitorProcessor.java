package dev.flyball.processor.topology;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage 2: feeds the monitor of one partition from the digests, and keeps its state in stores. */
final class MonitorProcessor implements Processor<byte[], byte[], String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(MonitorProcessor.class);

    private final ProcessorTopology.Settings settings;
    private final ProcessorMeters meters;
    private @Nullable Running running;

    /** What exists from one initialisation to the next. */
    private record Running(
            Monitor monitor, EventClock clock, MonitorStores stores, Publisher publisher, CommitPace pace) {}

    MonitorProcessor(ProcessorTopology.Settings settings, ProcessorMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Object> context) {
        Monitor monitor = new Monitor(settings.monitor());
        EventClock clock =
                new EventClock(settings.inputPartitions(), settings.time().partitionTimeout());
        MonitorStores stores = new MonitorStores(context, settings.time().history());
        stores.restore(monitor, clock);
        CommitPace pace = new CommitPace(context, settings.commitEvery());
        Running started = new Running(monitor, clock, stores, new Publisher(context, stores, meters, pace), pace);
        running = started;
        context.<DrainStore>getStateStore(ProcessorTopology.MONITOR_DRAIN)
                .beforeCommit(context, () -> stores.save(started.monitor, started.clock));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Running now = Objects.requireNonNull(running);
        // Only the processor writes here: what cannot be read is a newer version's record or a stranger's, and is put
        // aside.
        DigestRecord digest = DigestRecord.ofBytes(record.value());
        if (digest instanceof DigestRecord.Panes panes) {
            count(now.monitor.add(DigestKeys.endpoint(record.key()), panes.byStart()));
        } else if (digest instanceof DigestRecord.Late late) {
            count(now.monitor.addLate(DigestKeys.endpoint(record.key()), late.dueMs(), late.byStart()));
        } else if (digest instanceof DigestRecord.Watermark watermark) {
            now.clock.observe(watermark.partition(), watermark.timestampMs(), record.timestamp());
            now.clock.now().ifPresent(time -> advance(time, now));
        } else if (digest instanceof DigestRecord.RuleChange change) {
            tell(change, now);
        }
    }

    private static void advance(long time, Running now) {
        now.pace.note(time);
        now.monitor.advanceTo(time, now.publisher);
    }

    private void count(Monitor.Added added) {
        meters.late(added.late() + added.tooLate());
    }

    private static void tell(DigestRecord.RuleChange change, Running now) {
        RuleBook rules = now.monitor.rules();
        if (change.isWithdrawal()) {
            rules.withdraw(change.name());
        } else {
            Rule rule = EventJson.read(change.json().getBytes(StandardCharsets.UTF_8), Rule.class);
            if (!rules.tell(rule)) {
                LOG.error("did not take rule '{}': there are too many", change.name());
            }
        }
        now.stores.remember(change.name(), rules.versions(change.name()));
    }
}
