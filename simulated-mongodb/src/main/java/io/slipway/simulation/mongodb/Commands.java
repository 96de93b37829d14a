package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.netty.channel.Channel;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;

/** The commands that MongoDB answers otherwise than mongo-java-server; the rest is left to that. */
final class Commands {
    private final Engine engine;
    private final Catalog catalog;
    private final Journal journal;
    private final Definitions definitions;
    private final Oplog oplog;
    private final Member member;
    private final AppliedOps appliedOps;
    private final Map<String, Object> parameters = new TreeMap<>(Map.of("ttlMonitorEnabled", true));

    Commands(Engine engine, Catalog catalog, Journal journal, Definitions definitions, Oplog oplog, Member member) {
        this.engine = engine;
        this.catalog = catalog;
        this.journal = journal;
        this.definitions = definitions;
        this.oplog = oplog;
        this.member = member;
        this.appliedOps = new AppliedOps(engine, catalog, journal, definitions);
    }

    boolean ttlMonitorEnabled() {
        return Boolean.TRUE.equals(parameters.get("ttlMonitorEnabled"));
    }

    Document execute(Channel channel, String database, String command, String name, Document query) {
        Namespace namespace = new Namespace(database, String.valueOf(query.get(command)));
        return switch (name) {
            case "ping", "endsessions", "startsession", "refreshsessions", "killsessions" -> Replies.ok();
            case "buildinfo" -> Member.buildInfo();
            case "replsetgetstatus" -> member.status();
            case "serverstatus" -> serverStatus();
            case "getparameter" -> new Document(parameters).append("ok", 1.0);
            case "setparameter" -> setParameter(query);
            case "listdatabases" -> listDatabases(query);
            case "listcollections" -> listCollections(database, query);
            case "listindexes" -> {
                if (catalog.get(namespace).view()) {
                    throw new CommandError(
                            166, "CommandNotSupportedOnView", namespace + " is a view, not a collection");
                }
                yield Replies.cursor(namespace.toString(), engine.indexes(namespace));
            }
            case "create" -> done(() -> definitions.create(namespace, query, null));
            case "drop" -> definitions.drop(namespace);
            case "dropdatabase" -> {
                definitions.dropDatabase(database);
                yield new Document("dropped", database).append("ok", 1.0);
            }
            case "renamecollection" ->
                done(() -> definitions.rename(
                        Namespace.parse((String) query.get(command)),
                        Namespace.parse((String) query.get("to")),
                        Boolean.TRUE.equals(query.get("dropTarget"))));
            case "createindexes" ->
                definitions.createIndexes(channel, namespace, Replies.documents(query.get("indexes")));
            case "dropindexes" -> done(() -> definitions.dropIndexes(channel, namespace, query.get("index")));
            case "collmod" -> done(() -> definitions.collMod(namespace, query));
            case "applyops" -> appliedOps.apply(channel, Replies.documents(query.get(command)));
            case "appendoplognote" ->
                done(() -> journal.write(OplogEntry.noop(((Document) query.get("data")).cloneDeeply())));
            case "insert" -> insert(channel, namespace, query);
            case "update" -> update(channel, namespace, query);
            case "aggregate" -> aggregate(channel, namespace, query);
            default -> engine.handleCommand(channel, database, command, query);
        };
    }

    private static Document done(Runnable action) {
        action.run();
        return Replies.ok();
    }

    private Document insert(Channel channel, Namespace namespace, Document query) {
        Document reply = engine.handleCommand(channel, namespace.database(), "insert", query);
        List<Document> errors = Replies.documents(reply.get("writeErrors"));
        if (!errors.isEmpty()) {
            int sent = Replies.documents(query.get("documents")).size();
            boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
            reply.put("n", ordered ? ((Number) errors.getFirst().get("index")).intValue() : sent - errors.size());
        }
        return reply;
    }

    /** MongoDB makes no collection for an update that finds nothing. */
    private Document update(Channel channel, Namespace namespace, Document query) {
        boolean upserts = Replies.documents(query.get("updates")).stream()
                .anyMatch(update -> Boolean.TRUE.equals(update.get("upsert")));
        if (catalog.find(namespace) == null && !upserts) {
            return new Document("n", 0).append("nModified", 0).append("ok", 1.0);
        }
        return engine.handleCommand(channel, namespace.database(), "update", query);
    }

    private Document aggregate(Channel channel, Namespace namespace, Document query) {
        List<Document> pipeline = Replies.documents(query.get("pipeline"));
        if (!pipeline.isEmpty() && pipeline.getFirst().containsKey("$collStats")) {
            Document stats = engine.handleCommand(
                    channel, namespace.database(), "collStats", new Document("collStats", namespace.collection()));
            Document result = new Document("ns", namespace.toString())
                    .append("storageStats", stats)
                    .append("count", stats.get("count"));
            return Replies.cursor(namespace.toString(), List.of(result));
        }
        Catalog.Entry entry = catalog.find(namespace);
        if (entry == null || !entry.view()) {
            return engine.handleCommand(channel, namespace.database(), "aggregate", query);
        }
        List<Document> stages =
                new ArrayList<>(Replies.documents(entry.options().get("pipeline")));
        stages.addAll(pipeline);
        Document command = query.clone();
        command.put("aggregate", entry.options().get("viewOn"));
        command.put("pipeline", stages);
        return aggregate(
                channel,
                new Namespace(namespace.database(), (String) entry.options().get("viewOn")),
                command);
    }

    Document find(Channel channel, Namespace namespace, Document query) {
        Catalog.Entry entry = catalog.find(namespace);
        if (entry == null || !entry.view()) {
            return engine.handleCommand(channel, namespace.database(), "find", query);
        }
        List<Document> stages = new ArrayList<>();
        stages.add(new Document("$match", query.getOrDefault("filter", new Document())));
        for (String field : List.of("sort", "skip", "limit")) {
            if (query.get(field) != null) {
                stages.add(new Document("$" + field, query.get(field)));
            }
        }
        Document command = new Document("aggregate", namespace.collection())
                .append("pipeline", stages)
                .append("cursor", new Document());
        return aggregate(channel, namespace, command);
    }

    private Document serverStatus() {
        Document status = engine.getServerStatus();
        status.put("version", "6.0.0");
        status.put("repl", member.hello(false));
        status.put("storageEngine", new Document("name", "simulation").append("persistent", false));
        return status;
    }

    private Document setParameter(Document query) {
        Document was = new Document();
        query.forEach((name, value) -> {
            if (name.equals("setParameter")) {
                return;
            }
            if (!parameters.containsKey(name)) {
                throw new CommandError(72, "InvalidOptions", "attempted to set unrecognized parameter [" + name + "]");
            }
            was.putIfNotNull("was", parameters.put(name, value));
        });
        return was.append("ok", 1.0);
    }

    private Document listDatabases(Document query) {
        DefaultQueryMatcher matcher = new DefaultQueryMatcher();
        Document filter = query.get("filter") instanceof Document document ? document : new Document();
        Map<String, Document> databases = new TreeMap<>();
        List.of("admin", "config", "local").forEach(name -> databases.put(name, description(name)));
        catalog.namespaces()
                .forEach(namespace -> databases.put(namespace.database(), description(namespace.database())));
        List<Document> matching = databases.values().stream()
                .filter(database -> matcher.matches(database, filter))
                .toList();
        return new Document("databases", matching).append("totalSize", 0L).append("ok", 1.0);
    }

    private static Document description(String name) {
        return new Document("name", name).append("sizeOnDisk", 0L).append("empty", false);
    }

    private Document listCollections(String database, Document query) {
        DefaultQueryMatcher matcher = new DefaultQueryMatcher();
        Document filter = query.get("filter") instanceof Document document ? document : new Document();
        List<Document> matching = new ArrayList<>(catalog.descriptions(database));
        if (database.equals("local")) {
            matching.add(new Document("name", "oplog.rs")
                    .append("type", "collection")
                    .append("options", new Document("capped", true).append("size", oplog.end()))
                    .append("info", new Document("readOnly", false)));
        }
        matching.removeIf(collection -> !matcher.matches(collection, filter));
        return Replies.cursor(database + ".$cmd.listCollections", matching);
    }
}
