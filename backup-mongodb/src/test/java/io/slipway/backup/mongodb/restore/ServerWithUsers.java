package io.slipway.backup.mongodb.restore;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.channel.Channel;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.ServerVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;

/** A single server whose database {@code admin} has collections, and that notes which users it should merge. */
final class ServerWithUsers implements AutoCloseable {
    private final List<Document> merges = new CopyOnWriteArrayList<>();
    private final MongoServer server;

    ServerWithUsers() {
        MemoryBackend backend = new MemoryBackend() {
            private final Set<String> ofCollections =
                    Set.of("insert", "find", "drop", "listCollections", "listIndexes", "collStats", "count");

            @Override
            public Document handleCommand(Channel channel, String database, String command, Document query) {
                if (command.equals("_mergeAuthzCollections")) {
                    merges.add(query.clone().append("users", count("tempUsersCollection", channel, query)));
                    return new Document("ok", 1.0);
                }
                if (!database.equals("admin") || !ofCollections.contains(command)) {
                    return super.handleCommand(channel, database, command, query);
                }
                // What this server knows of admin are commands for all of it alone, and nobody may write to
                // system.users.
                Document renamed = query.clone();
                renamed.computeIfPresent(
                        command, (key, name) -> String.valueOf(name).replaceFirst("^system\\.", "own."));
                Document reply = super.handleCommand(channel, "local", command, renamed);
                if (command.equals("listCollections")) {
                    listed(reply)
                            .forEach(one -> one.put(
                                    "name", String.valueOf(one.get("name")).replaceFirst("^own\\.", "system.")));
                }
                return reply;
            }

            @SuppressWarnings("unchecked")
            private List<Document> listed(Document reply) {
                return (List<Document>) ((Document) reply.get("cursor")).get("firstBatch");
            }

            private Object count(String parameter, Channel channel, Document query) {
                String collection = String.valueOf(query.get(parameter)).replaceFirst("admin\\.", "");
                return super.handleCommand(channel, "local", "count", new Document("count", collection))
                        .get("n");
            }
        };
        server = new MongoServer(backend.version(ServerVersion.MONGO_5_0));
        server.bind();
    }

    String uri() {
        return server.getConnectionString();
    }

    /** The commands, each with the number of users that it would merge. */
    List<Document> merges() {
        return merges;
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
