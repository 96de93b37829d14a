package io.slipway.backup.mongodb.snapshot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

import io.slipway.backup.mongodb.Namespace;

/**
 * The files of a snapshot: those that {@code mongodump --out} writes, under the same names (mongo-tools,
 * mongodump/prepare.go), and beside them all of it once more as an archive, and what Slipway knows of it.
 */
public final class DumpLayout {
    /** Everything in mongodump's archive format; it has its blobs in common with the other files. */
    public static final String ARCHIVE = "dump.archive";

    /** See {@link Manifest}. */
    public static final String MANIFEST = "slipway.json";

    /** The oplog of the time of the dump, where it was taken. */
    public static final String OPLOG = "oplog.bson";

    /** The versions of the server and of the tool. */
    public static final String PRELUDE = "prelude.json";

    private static final int LONGEST = 238;
    private static final int LONGEST_BEGINNING = 208;

    private DumpLayout() {}

    /** Where the documents are; see {@code ArchivedCollection.dataNamespace}. */
    public static String documents(Namespace data) {
        return data.isOplog() ? OPLOG : path(data) + ".bson";
    }

    /** Where options and indexes are. */
    public static String metadata(Namespace namespace) {
        return path(namespace) + ".metadata.json";
    }

    private static String path(Namespace namespace) {
        return namespace.database() + "/" + escaped(namespace.collection());
    }

    /** As Go's url.QueryEscape, and where that is longer than file systems like, a beginning and a hash. */
    private static String escaped(String collection) {
        String escaped = URLEncoder.encode(collection, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
        return escaped.length() > LONGEST
                ? escaped.substring(0, LONGEST_BEGINNING) + "%24" + hash(collection)
                : escaped;
    }

    private static String hash(String collection) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(collection.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }
}
