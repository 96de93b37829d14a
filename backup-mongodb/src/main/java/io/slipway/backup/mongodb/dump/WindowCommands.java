package io.slipway.backup.mongodb.dump;

import java.util.HashSet;
import java.util.Set;

import org.bson.BsonDocument;
import org.bson.BsonValue;

import io.slipway.backup.mongodb.MongoBackupException;
import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;

/**
 * Looks through the commands of a dump's window for what no replay makes good. A collection that is renamed while the dump
 * runs may have been read under neither name; one that was also made within the window is in the oplog as a whole, as are
 * the temporary collections of {@code $out}, and is no danger.
 */
final class WindowCommands {
    private static final Set<String> NOT_REPLAYABLE =
            Set.of("importCollection", "convertToCapped", "upgradeDowngradeViewlessTimeseries");

    private final NamespaceSelection selection;
    private final Set<Namespace> created = new HashSet<>();
    private final Set<Namespace> adopted = new HashSet<>();

    WindowCommands(NamespaceSelection selection) {
        this.selection = selection;
    }

    /** Collections that became selected ones: their entries belong to the selection. */
    Set<Namespace> adopted() {
        return adopted;
    }

    /**
     * Takes the next command of the window, in the oplog's order.
     *
     * @throws MongoBackupException if the dump is of no use because of it
     */
    void accept(BsonDocument entry) throws MongoBackupException {
        BsonDocument o = entry.getDocument("o");
        String ns = entry.getString("ns").getValue();
        String database = ns.substring(0, Math.max(0, ns.indexOf('.')));
        String command = o.isEmpty() ? "" : o.getFirstKey();
        if (command.equals("applyOps")) {
            for (BsonValue inner : o.getArray("applyOps")) {
                if (inner.asDocument().getString("op").getValue().equals("c")) {
                    accept(inner.asDocument());
                }
            }
        } else if (command.equals("create")) {
            created.add(new Namespace(database, o.getString("create").getValue()));
        } else if (command.equals("renameCollection")) {
            rename(
                    Namespace.parse(o.getString(command).getValue()),
                    Namespace.parse(o.getString("to").getValue()));
        } else if (NOT_REPLAYABLE.contains(command) && o.isString(command)) {
            Namespace namespace = new Namespace(database, o.getString(command).getValue());
            if (selection.includes(namespace)) {
                throw unusable(namespace + " was changed by " + command);
            }
        }
    }

    private void rename(Namespace from, Namespace to) throws MongoBackupException {
        boolean wasMade = created.remove(from);
        if (wasMade) {
            created.add(to);
            if (selection.includes(to) && !selection.includes(from)) {
                adopted.add(from);
            }
        } else if (selection.includes(from) || selection.includes(to)) {
            throw unusable(from + " was renamed to " + to);
        }
    }

    private static MongoBackupException unusable(String what) {
        return new MongoBackupException(what + " while the dump ran, which may have missed it for that. "
                + "There is no snapshot of this dump; run it again");
    }
}
