package io.slipway.simulation.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.netty.channel.Channel;

import de.bwaldvogel.mongo.bson.Document;

/**
 * The command {@code applyOps}: applies entries of an oplog, in order, until one fails. Like MongoDB when it applies an oplog, it
 * replaces a document that is inserted again and has nothing to do where one is deleted again.
 */
final class AppliedOps {
    private final Engine engine;
    private final Catalog catalog;
    private final Journal journal;
    private final Definitions definitions;

    AppliedOps(Engine engine, Catalog catalog, Journal journal, Definitions definitions) {
        this.engine = engine;
        this.catalog = catalog;
        this.journal = journal;
        this.definitions = definitions;
    }

    Document apply(Channel channel, List<Document> entries) {
        List<Boolean> results = new ArrayList<>();
        for (Document entry : entries) {
            try {
                one(channel, entry);
                results.add(true);
            } catch (RuntimeException e) {
                results.add(false);
                return Replies.failure(e).append("applied", results.size()).append("results", results);
            }
        }
        return new Document("applied", results.size())
                .append("results", results)
                .append("ok", 1.0);
    }

    private void one(Channel channel, Document entry) {
        String operation = (String) entry.get("op");
        String ns = (String) entry.get("ns");
        Document o = (Document) entry.get("o");
        switch (operation) {
            case "n" -> {}
            case "i" -> put(Namespace.parse(ns), o);
            case "u" -> update(Namespace.parse(ns), o, (Document) entry.get("o2"));
            case "d" -> delete(Namespace.parse(ns), o.get("_id"));
            case "c" -> command(channel, ns.substring(0, ns.indexOf('.')), o, (UUID) entry.get("ui"));
            default -> throw CommandError.bad("applyOps does not know the operation '" + operation + "'");
        }
    }

    private void put(Namespace namespace, Document document) {
        Document before = engine.document(namespace, document.get("_id"));
        UUID uuid = catalog.get(namespace).uuid();
        journal.quietly(() -> engine.put(namespace, document));
        Document entry = before == null
                ? OplogEntry.insert(namespace, uuid, document)
                : OplogEntry.update(namespace, uuid, before, document);
        if (entry != null && namespace.replicated()) {
            journal.write(entry);
        }
    }

    private void update(Namespace namespace, Document o, @Nullable Document o2) {
        if (!(o.get("diff") instanceof Document difference) || !o.containsKey("$v")) {
            if (o.keySet().stream().anyMatch(field -> field.startsWith("$"))) {
                throw new CommandError(9, "FailedToParse", "Unrecognized update document: " + o);
            }
            put(namespace, o);
            return;
        }
        Object id = o2 == null ? null : o2.get("_id");
        Document before = id == null ? null : engine.document(namespace, id);
        if (before != null) {
            put(namespace, Difference.apply(before, difference));
        }
    }

    private void delete(Namespace namespace, Object id) {
        catalog.get(namespace);
        engine.remove(namespace, id);
    }

    private void command(Channel channel, String database, Document o, @Nullable UUID uuid) {
        String command = o.keySet().iterator().next();
        switch (command) {
            case "create" -> definitions.create(collection(database, o, command), o, uuid);
            case "drop" -> definitions.drop(collection(database, o, command));
            case "dropDatabase" -> definitions.dropDatabase(database);
            case "renameCollection" ->
                definitions.rename(
                        Namespace.parse((String) o.get(command)),
                        Namespace.parse((String) o.get("to")),
                        o.get("dropTarget") != null && !Boolean.FALSE.equals(o.get("dropTarget")));
            case "collMod" -> definitions.collMod(collection(database, o, command), o);
            case "createIndexes" -> {
                Document index = o.clone();
                index.remove("createIndexes");
                definitions.createIndexes(channel, collection(database, o, command), List.of(index));
            }
            case "commitIndexBuild" ->
                definitions.createIndexes(
                        channel, collection(database, o, command), Replies.documents(o.get("indexes")));
            case "startIndexBuild", "abortIndexBuild" -> {}
            case "dropIndexes", "deleteIndexes" ->
                definitions.dropIndexes(channel, collection(database, o, command), o.get("index"));
            case "applyOps" -> Replies.documents(o.get("applyOps")).forEach(inner -> one(channel, inner));
            default -> throw CommandError.bad("applyOps does not know the command '" + command + "'");
        }
    }

    private static Namespace collection(String database, Document o, String command) {
        return new Namespace(database, (String) o.get(command));
    }
}
