package io.slipway.backup.mongodb.catalogue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.bson.BsonBinary;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNumber;
import org.bson.BsonString;

import com.mongodb.MongoCommandException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;

/** The collections of a server, without its own. */
public final class Catalogue {
    /** Where restores keep how far they came. */
    public static final String RESTORES = "slipway_restore";

    private static final Set<String> OWN_DATABASES = Set.of("admin", "local", "config", RESTORES);
    private static final List<String> AUTHORISATION = List.of("system.users", "system.roles", "system.version");
    private static final int NAMESPACE_NOT_FOUND = 26;

    private final MongoClient client;

    public Catalogue(MongoClient client) {
        this.client = client;
    }

    /**
     * Where the server, or Slipway, keeps what is its own: such a database is neither dumped nor restored, but for users and
     * roles.
     */
    public static boolean isOwn(String database) {
        return OWN_DATABASES.contains(database);
    }

    /** The selected collections, views and time series with options and indexes, sorted by name. */
    public List<CollectionMetadata> list(NamespaceSelection selection) {
        List<CollectionMetadata> found = new ArrayList<>();
        for (String database : databases()) {
            for (BsonDocument listed : listed(database)) {
                Namespace namespace =
                        new Namespace(database, listed.getString("name").getValue());
                if (!isInternal(namespace.collection()) && selection.includes(namespace)) {
                    found.add(metadata(namespace, listed));
                }
            }
        }
        found.sort((left, right) -> left.namespace().compareTo(right.namespace()));
        return found;
    }

    /** The collections in which the server keeps users, roles and the version of their form; those of them that are there. */
    public List<CollectionMetadata> authorisation() {
        return listed("admin").stream()
                .filter(listed ->
                        AUTHORISATION.contains(listed.getString("name").getValue()))
                .map(listed ->
                        metadata(new Namespace("admin", listed.getString("name").getValue()), listed))
                .sorted((left, right) -> left.namespace().compareTo(right.namespace()))
                .toList();
    }

    /** One collection, if it is there. */
    public List<CollectionMetadata> find(Namespace namespace) {
        return listed(namespace.database()).stream()
                .filter(listed -> listed.getString("name").getValue().equals(namespace.collection()))
                .map(listed -> metadata(namespace, listed))
                .toList();
    }

    /** About how many bytes of documents a collection has; 0 if nobody may ask. */
    public long size(Namespace namespace) {
        try {
            BsonDocument statistics = client.getDatabase(namespace.database())
                    .runCommand(
                            new BsonDocument("collStats", new BsonString(namespace.collection())), BsonDocument.class);
            return statistics.get("size", new BsonInt32(0)) instanceof BsonNumber size ? size.longValue() : 0;
        } catch (MongoCommandException e) {
            return 0;
        }
    }

    private Set<String> databases() {
        Set<String> names = new TreeSet<>();
        client.listDatabaseNames().into(names);
        names.removeIf(Catalogue::isOwn);
        return names;
    }

    /** A secondary that lags behind knows collections that are gone, and not those that are new. */
    private MongoDatabase database(String name) {
        return client.getDatabase(name).withReadPreference(ReadPreference.primary());
    }

    private List<BsonDocument> listed(String database) {
        return database(database).listCollections(BsonDocument.class).into(new ArrayList<>());
    }

    /** As mongodump does: all of the server's own but stored functions; time series bring their buckets along. */
    private static boolean isInternal(String collection) {
        return collection.startsWith("system.") && !collection.equals("system.js") || collection.contains("$");
    }

    private CollectionMetadata metadata(Namespace namespace, BsonDocument listed) {
        String type = listed.getString("type", new BsonString("")).getValue();
        BsonDocument information = listed.getDocument("info", new BsonDocument());
        return new CollectionMetadata(
                namespace,
                type,
                listed.getDocument("options", new BsonDocument()),
                type.equals("view") ? List.of() : indexes(namespace),
                information.get("uuid") instanceof BsonBinary uuid
                        ? HexFormat.of().formatHex(uuid.getData())
                        : "");
    }

    private List<BsonDocument> indexes(Namespace namespace) {
        MongoDatabase database = database(namespace.database());
        try {
            return database.getCollection(namespace.collection())
                    .listIndexes(BsonDocument.class)
                    .into(new ArrayList<>());
        } catch (MongoCommandException e) {
            // Dropped after it was listed.
            if (e.getErrorCode() == NAMESPACE_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }
}
