package io.slipway.simulation.mongodb;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

/** What the member of the replica set says of itself. */
final class Member {
    static final String SET = "simulated";

    /** That of MongoDB 6.0. */
    private static final int WIRE_VERSION = 17;

    private final Clock clock;
    private final Oplog oplog;
    private String address = "";
    private boolean primary = true;

    Member(Clock clock, Oplog oplog) {
        this.clock = clock;
        this.oplog = oplog;
    }

    void address(String hostAndPort) {
        address = hostAndPort;
    }

    boolean primary() {
        return primary;
    }

    void stepDown() {
        primary = false;
    }

    void elected() {
        primary = true;
        oplog.nextTerm();
    }

    /** Rises with the term, or drivers take the new primary for an old one. */
    private ObjectId election() {
        return new ObjectId(
                ByteBuffer.allocate(12).putInt(0x7fffffff).putLong(oplog.term()).array());
    }

    Document hello(boolean legacy) {
        Document hello = new Document(legacy ? "ismaster" : "isWritablePrimary", primary)
                .append("helloOk", true)
                .append("secondary", !primary)
                .append("setName", SET)
                .append("setVersion", 1)
                .append("hosts", List.of(address))
                .append("me", address)
                .append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("maxMessageSizeBytes", 48_000_000)
                .append("maxWriteBatchSize", 100_000)
                .append("localTime", clock.instant())
                .append("logicalSessionTimeoutMinutes", 30)
                .append("minWireVersion", 0)
                .append("maxWireVersion", WIRE_VERSION)
                .append("readOnly", false)
                .append("lastWrite", lastWrite());
        if (primary) {
            hello.append("primary", address).append("electionId", election());
        }
        return hello.append("ok", 1.0);
    }

    private Document lastWrite() {
        return new Document("opTime", optime(oplog.last()))
                .append("lastWriteDate", date(oplog.last()))
                .append("majorityOpTime", optime(oplog.majority()))
                .append("majorityWriteDate", date(oplog.majority()));
    }

    private static Instant date(BsonTimestamp time) {
        return Instant.ofEpochSecond(time.getTime());
    }

    private Document optime(BsonTimestamp time) {
        return new Document("ts", time).append("t", oplog.term());
    }

    Document status() {
        return new Document("set", SET)
                .append("date", clock.instant())
                .append("myState", primary ? 1 : 2)
                .append("term", oplog.term())
                .append(
                        "optimes",
                        new Document("lastCommittedOpTime", optime(oplog.majority()))
                                .append("appliedOpTime", optime(oplog.last())))
                .append(
                        "members",
                        List.of(new Document("_id", 0)
                                .append("name", address)
                                .append("health", 1.0)
                                .append("state", primary ? 1 : 2)
                                .append("stateStr", primary ? "PRIMARY" : "SECONDARY")
                                .append("optime", optime(oplog.last()))
                                .append("self", true)))
                .append("ok", 1.0);
    }

    static Document buildInfo() {
        return new Document("version", "6.0.0")
                .append("versionArray", List.of(6, 0, 0, 0))
                .append("modules", List.of("slipway-simulation"))
                .append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("ok", 1.0);
    }
}
