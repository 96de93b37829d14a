package io.slipway.backup.mongodb;

import org.bson.BsonDocument;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;

/** A single server without an oplog that speaks MongoDB's protocol, and a client of it. */
public final class ServerUnderTest implements AutoCloseable {
    private final MongoServer server;
    private final MongoClient client;

    public ServerUnderTest() {
        server = new MongoServer(new MemoryBackend().version(ServerVersion.MONGO_5_0));
        server.bind();
        client = MongoClients.create(uri());
    }

    public String uri() {
        return server.getConnectionString() + "/?serverSelectionTimeoutMS=5000";
    }

    public MongoClient client() {
        return client;
    }

    public MongoCollection<BsonDocument> collection(String namespace) {
        Namespace name = Namespace.parse(namespace);
        return client.getDatabase(name.database()).getCollection(name.collection(), BsonDocument.class);
    }

    /** So many documents with ids that follow from their number. */
    public void fill(String namespace, int documents) {
        Sample.fill(client, namespace, documents);
    }

    /** Gone at once, as after a crash. */
    public void kill() {
        server.shutdownNow();
    }

    @Override
    public void close() {
        client.close();
        server.shutdownNow();
    }
}
