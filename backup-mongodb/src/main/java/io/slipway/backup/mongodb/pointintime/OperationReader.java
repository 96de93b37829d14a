package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonValue;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.Catalogue;
import io.slipway.backup.mongodb.oplog.OplogEntry;

/**
 * Reads what entries of the oplog did. What is of no concern to a restore is nothing; what is unknown is an error, and where it
 * is of one collection, one of that collection alone.
 */
final class OperationReader {
    /** No-ops, and the bookkeeping of servers for record ids, which the target does itself. */
    private static final Set<String> IGNORED = Set.of("n", "km", "ci", "cu", "cd");

    /** Steps of index builds before the last, and what a member does for itself. */
    private static final Set<String> IGNORED_COMMANDS = Set.of(
            "startIndexBuild",
            "abortIndexBuild",
            "setMultikeyMetadata",
            "dropIdent",
            "dropDatabase",
            "endOfTransaction");

    private static final String VIEWS = "system.views";

    /** Where a time series has its documents, on servers before 8.3. */
    private static final String BUCKETS = "system.buckets.";

    List<Operation> read(OplogEntry entry) throws IOException {
        String operation = entry.operation();
        String ns = entry.namespace();
        String database = ns.contains(".") ? ns.substring(0, ns.indexOf('.')) : ns;
        if (IGNORED.contains(operation) || Catalogue.isOwn(database) || database.startsWith("__mdb_internal")) {
            return List.of();
        }
        return switch (operation) {
            case "i", "u", "d" -> document(operation, Namespace.parse(ns), entry);
            case "c" -> command(database, entry);
            default -> throw unknown(entry, "the operation \"" + operation + "\"");
        };
    }

    private static List<Operation> document(String operation, Namespace namespace, OplogEntry entry) {
        if (namespace.collection().equals(VIEWS)) {
            return view(operation, namespace.database(), entry);
        }
        if (isOfTimeSeries(namespace)) {
            return List.of(series(namespace, entry));
        }
        if (namespace.collection().startsWith("system.")
                && !namespace.collection().equals("system.js")) {
            return List.of();
        }
        BsonDocument o = entry.o();
        return switch (operation) {
            case "i" -> List.of(new Operation.Put(namespace, o.get("_id"), o));
            case "d" -> List.of(new Operation.Remove(namespace, o.get("_id")));
            default -> List.of(update(namespace, o, entry));
        };
    }

    private static Operation update(Namespace namespace, BsonDocument o, OplogEntry entry) {
        BsonDocument o2 = entry.o2();
        BsonValue id = o2 == null ? null : o2.get("_id");
        if (id == null) {
            return notReplayable(namespace, entry, "an update that does not say of which document");
        }
        if (o.containsKey("$v") && o.isNumber("$v") && o.getNumber("$v").intValue() == 2 && o.isDocument("diff")) {
            return new Operation.Patch(namespace, id, o.getDocument("diff"));
        }
        if (o.keySet().stream().anyMatch(field -> field.startsWith("$"))) {
            return notReplayable(namespace, entry, "an update as servers before MongoDB 5 write it");
        }
        return new Operation.Put(namespace, id, o);
    }

    /** Views are documents of a collection of their own. */
    private static List<Operation> view(String operation, String database, OplogEntry entry) {
        BsonDocument o = entry.o();
        BsonDocument named = entry.o2() == null ? o : entry.o2();
        BsonValue name = named.get("_id");
        if (name == null
                || !name.isString()
                || !name.asString().getValue().startsWith(database + ".")
                || name.asString().getValue().length() == database.length() + 1) {
            return List.of(notReplayable(new Namespace(database, VIEWS), entry, "a view without a name"));
        }
        Namespace view = Namespace.parse(name.asString().getValue());
        if (operation.equals("u")) {
            return List.of(notReplayable(view, entry, "a changed view"));
        }
        if (operation.equals("d")) {
            return List.of(new Operation.Drop(view));
        }
        if (o.getString("viewOn").getValue().startsWith(BUCKETS)) {
            return List.of(series(view, entry));
        }
        BsonDocument options = Documents.copy(o);
        options.remove("_id");
        return List.of(new Operation.Create(view, options));
    }

    private static List<Operation> command(String database, OplogEntry entry) throws IOException {
        BsonDocument o = entry.o();
        String command = entry.command();
        if (IGNORED_COMMANDS.contains(command)) {
            return List.of();
        }
        if (o.isString(command)
                && (isOfTimeSeries(collection(database, o))
                        || command.equals("create") && o.containsKey("timeseries"))) {
            return List.of(series(collection(database, o), entry));
        }
        return switch (command) {
            case "create" -> {
                BsonDocument options = Documents.copy(o);
                options.keySet().removeAll(Set.of("create", "idIndex", "uuid"));
                yield List.of(new Operation.Create(collection(database, o), options));
            }
            case "drop" -> List.of(new Operation.Drop(collection(database, o)));
            case "renameCollection" -> {
                BsonValue drops = o.get("dropTarget");
                boolean dropTarget = drops != null
                        && !drops.isNull()
                        && !(drops.isBoolean() && !drops.asBoolean().getValue());
                yield List.of(new Operation.Rename(
                        Namespace.parse(o.getString(command).getValue()),
                        Namespace.parse(o.getString("to").getValue()),
                        dropTarget));
            }
            case "createIndexes" -> {
                BsonDocument index = Documents.copy(o);
                index.remove("createIndexes");
                yield List.of(new Operation.BuildIndexes(collection(database, o), List.of(index)));
            }
            case "commitIndexBuild" -> {
                List<BsonDocument> indexes = new ArrayList<>();
                o.getArray("indexes", new BsonArray()).forEach(index -> indexes.add(index.asDocument()));
                yield List.of(new Operation.BuildIndexes(collection(database, o), indexes));
            }
            case "dropIndexes", "deleteIndexes", "dropIndex", "deleteIndex" ->
                List.of(new Operation.DropIndex(
                        collection(database, o), o.getString("index").getValue()));
            case "collMod" -> collMod(collection(database, o), o);
            default -> {
                if (o.isString(command)) {
                    yield List.of(notReplayable(collection(database, o), entry, "the command \"" + command + "\""));
                }
                throw unknown(entry, "the command \"" + command + "\"");
            }
        };
    }

    private static List<Operation> collMod(Namespace namespace, BsonDocument o) {
        List<Operation> operations = new ArrayList<>();
        BsonDocument options = Documents.copy(o);
        options.remove("collMod");
        BsonValue index = options.remove("index");
        if (index != null && index.isDocument()) {
            operations.add(new Operation.ModifyIndex(namespace, index.asDocument()));
        }
        if (!options.isEmpty()) {
            operations.add(new Operation.Modify(namespace, options));
        }
        return operations;
    }

    private static Namespace collection(String database, BsonDocument o) {
        return new Namespace(database, o.getString(o.getFirstKey()).getValue());
    }

    private static boolean isOfTimeSeries(Namespace namespace) {
        return namespace.collection().startsWith(BUCKETS);
    }

    private static Operation series(Namespace namespace, OplogEntry entry) {
        Namespace plain = isOfTimeSeries(namespace)
                ? new Namespace(namespace.database(), namespace.collection().substring(BUCKETS.length()))
                : namespace;
        return new Operation.OfTimeSeries(
                plain, refusal(entry, "a time series, " + plain + "; leave it out of the restore"));
    }

    private static Operation notReplayable(Namespace namespace, OplogEntry entry, String what) {
        return new Operation.NotReplayable(namespace, refusal(entry, what));
    }

    private static IOException unknown(OplogEntry entry, String what) {
        return new IOException(refusal(entry, what));
    }

    private static String refusal(OplogEntry entry, String what) {
        String at = entry.document().containsKey("ts") ? " " + entry.time() : "";
        return "the entry" + at + " of the oplog, in " + entry.namespace() + ", cannot be replayed: " + what;
    }
}
