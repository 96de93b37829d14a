package io.slipway.kafka.embedded;

import java.nio.file.Path;
import java.util.Properties;

/**
 * What a single-node broker needs set for it to work at all, to start fast and to come back fast after a kill.
 *
 * @param folder where it keeps its data
 * @param port where clients reach it, on loopback only
 * @param controllerPort where its own controller listens, on loopback only
 */
record BrokerSettings(Path folder, int port, int controllerPort) {

    Properties properties() {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("log.dirs", folder.toString());
        p.put("auto.create.topics.enable", "false");
        // Ten years: whoever comes back after a long holiday must find the consumers where they were.
        p.put("offsets.retention.minutes", String.valueOf(10 * 365 * 24 * 60));
        singleNode(p);
        fast(p);
        return p;
    }

    /** One node cannot replicate, so every internal topic has to be content with one copy. */
    private static void singleNode(Properties p) {
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
        p.put("offsets.topic.replication.factor", "1");
        p.put("offsets.topic.num.partitions", "4");
        p.put("transaction.state.log.replication.factor", "1");
        p.put("transaction.state.log.min.isr", "1");
        p.put("transaction.state.log.num.partitions", "4");
        p.put("share.coordinator.state.topic.replication.factor", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");
        p.put("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void fast(Properties p) {
        // After kill -9 the node waits for its own old session to end: 13 s with the default of 9000.
        p.put("broker.session.timeout.ms", "2000");
        p.put("broker.heartbeat.interval.ms", "400");
        p.put("group.initial.rebalance.delay.ms", "0");
        // A client that died inside a transaction blocks readers until the transaction is seen to have timed out.
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        // A transaction that begins while the markers of the one before are still being written is held back in steps
        // of
        // this: 20 ms by default, which would be what each hop of a deployment takes.
        p.put("add.partitions.to.txn.retry.backoff.ms", "1");
        p.put("add.partitions.to.txn.retry.backoff.max.ms", "100");
        p.put("group.min.session.timeout.ms", "1000");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        p.put("num.recovery.threads.per.data.dir", "2");
        p.put("log.cleaner.dedupe.buffer.size", String.valueOf(4 * 1024 * 1024));
        p.put("log.index.size.max.bytes", String.valueOf(512 * 1024));
        p.put("log.segment.bytes", String.valueOf(64 * 1024 * 1024));
    }
}
