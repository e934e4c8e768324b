package dev.flyball.processor.topology;

import dev.flyball.processor.digest.DigestRecord;
import dev.flyball.processor.monitor.Monitor;
import dev.flyball.processor.rules.RuleBook;
import dev.flyball.processor.telemetry.ProcessorMeters;
import dev.flyball.processor.windows.EventClock;
import dev.flyball.schemas.Endpoint;
import dev.flyball.schemas.Rule;
import dev.flyball.schemas.json.EventJson;
import dev.flyball.schemas.sketch.MalformedBytesException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        WindowHistory windows = new WindowHistory(context, settings.time().history(), monitor::evaluated);
        windows.restore();
        CommitPace pace = new CommitPace(context, settings.commitEvery());
        Running started =
                new Running(monitor, clock, stores, new Publisher(context, stores, windows, meters, pace), pace);
        running = started;
        context.<DrainStore>getStateStore(ProcessorTopology.MONITOR_DRAIN).beforeCommit(context, () -> {
            stores.save(started.monitor, started.clock);
            windows.save();
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Running now = Objects.requireNonNull(running);
        // Only the processor writes here: what cannot be read is a newer version's record or a stranger's, and is put
        // aside, all of it.
        if (!DigestKeys.isEverywhere(record.key())) {
            Told.of(record.value()).forEach(told -> count(now.monitor.add(told.endpoint, told.digests)));
            return;
        }
        DigestRecord told = DigestRecord.ofBytes(record.value());
        if (told instanceof DigestRecord.Watermark watermark) {
            now.clock.observe(watermark.partition(), watermark.timestampMs(), record.timestamp());
            now.clock.now().ifPresent(time -> advance(time, now));
        } else if (told instanceof DigestRecord.RuleChange change) {
            tell(change, now);
        } else {
            throw new MalformedBytesException("digests without an endpoint");
        }
    }

    /** What is said of an endpoint. */
    private record Told(Endpoint endpoint, DigestRecord.Digests digests) {
        static List<Told> of(byte[] bundle) {
            List<Told> all = new ArrayList<>();
            Bundle.forEach(
                    bundle, (endpoint, entry) -> all.add(new Told(endpoint, DigestRecord.Digests.ofBytes(entry))));
            return all;
        }
    }

    private void advance(long time, Running now) {
        // The clock stays behind what is recent by what is waited for.
        now.pace.note(time + settings.time().allowedLateness().toMillis());
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
