package dev.flyball.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a broker that stands alone, starts fast and is small. */
final class BrokerProperties {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";

    private static final Map<String, String> ALONE = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE_ID)),
            Map.entry("controller.listener.names", CONTROLLER),
            Map.entry("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("inter.broker.listener.name", "CLIENT"),
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"));

    private static final Map<String, String> FAST = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            // The broker is let in, and let go, by heartbeats to its own controller; after a crash the next start has
            // to
            // wait until the session of the last one is over.
            "broker.heartbeat.interval.ms", "250",
            "broker.session.timeout.ms", "3000",
            "controller.quorum.election.timeout.ms", "200",
            "controller.quorum.fetch.timeout.ms", "400");

    private static final Map<String, String> SMALL = Map.of(
            "log.segment.bytes",
            Integer.toString(16 << 20),
            "log.index.size.max.bytes",
            Integer.toString(1 << 20),
            "log.cleaner.dedupe.buffer.size",
            Integer.toString(2 << 20),
            "num.network.threads",
            "2",
            "num.io.threads",
            "4",
            "background.threads",
            "2");

    private BrokerProperties() {}

    static Properties of(Path folder, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(ALONE);
        properties.putAll(FAST);
        properties.putAll(SMALL);
        properties.put("log.dirs", folder.toString());
        properties.put("listeners", "CLIENT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put("advertised.listeners", "CLIENT://127.0.0.1:" + port);
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        return properties;
    }
}
