package io.slipway.backup.mongodb.dump;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.netty.channel.Channel;
import io.slipway.backup.mongodb.MemoryRepository;
import io.slipway.backup.mongodb.ProgressListener;
import io.slipway.backup.mongodb.Sample;
import io.slipway.backup.mongodb.snapshot.Consistency;
import io.slipway.backup.mongodb.snapshot.Manifest;
import io.slipway.backup.mongodb.snapshot.SnapshotLabels;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

import static org.assertj.core.api.Assertions.assertThat;

class UnauthorisedDumpIT {
    /** A replica set as far as a user sees it that may read its own database alone. */
    private static MongoServer server() {
        MemoryBackend backend = new MemoryBackend() {
            @Override
            public Document handleCommand(Channel channel, String database, String command, Document query) {
                if (command.equals("find") && List.of("local", "config").contains(database)) {
                    throw new MongoServerError(
                            13, "Unauthorized", "not authorized on " + database + " to execute command");
                }
                if (command.equalsIgnoreCase("hello") || command.equalsIgnoreCase("isMaster")) {
                    Document optime = new Document("ts", new BsonTimestamp(7L << 32)).append("t", 1L);
                    return super.handleCommand(channel, database, "isMaster", new Document("isMaster", 1))
                            .append("setName", "rs")
                            .append(
                                    "lastWrite",
                                    new Document("opTime", optime)
                                            .append("majorityOpTime", optime)
                                            .append("lastWriteDate", Instant.EPOCH)
                                            .append("majorityWriteDate", Instant.EPOCH));
                }
                return super.handleCommand(channel, database, command, query);
            }
        };
        MongoServer server = new MongoServer(backend.version(ServerVersion.MONGO_5_0));
        server.bind();
        return server;
    }

    @Test
    void whoMayNotReadTheOplogGetsADumpThatSaysSo() throws IOException {
        MongoServer server = server();
        try (MongoClient client =
                MongoClients.create(server.getConnectionString() + "/?serverSelectionTimeoutMS=10000")) {
            Sample.fill(client, "crm.contacts", 10);
            Manifest manifest = new MongoDump(client, new MemoryRepository(), Clock.systemUTC())
                    .run(DumpRequest.everything(SnapshotLabels.of("crm", List.of())), ProgressListener.NONE)
                    .manifest();
            assertThat(manifest.documents()).isEqualTo(10);
            assertThat(manifest.consistency().kind()).isEqualTo(Consistency.Kind.AS_POSSIBLE);
            assertThat(manifest.remarks()).anyMatch(remark -> remark.contains("it needs MongoDB's role backup"));
        } finally {
            server.shutdownNow();
        }
    }
}
