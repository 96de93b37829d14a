package io.slipway.backup.mongodb;

import java.util.Comparator;

/**
 * A collection in a database. The oplog of a dump has the database {@code ""}, as in the archives of mongodump.
 *
 * @throws IllegalArgumentException if the collection's name is empty or holds a NUL character
 */
public record Namespace(String database, String collection) implements Comparable<Namespace> {
    /** The oplog of the time of the dump. */
    public static final Namespace OPLOG = new Namespace("", "oplog");

    private static final Comparator<Namespace> ORDER =
            Comparator.comparing(Namespace::database).thenComparing(Namespace::collection);

    public Namespace {
        if (collection.isEmpty() || collection.indexOf('\0') >= 0 || database.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of a collection: \"" + database + "." + collection + "\"");
        }
    }

    /**
     * A name such as {@code crm.contacts}; a collection's name may have dots of its own.
     *
     * @throws IllegalArgumentException if there is no dot with something before and after it
     */
    public static Namespace parse(String name) {
        int dot = name.indexOf('.');
        if (dot <= 0 || dot == name.length() - 1) {
            throw new IllegalArgumentException("expected database.collection, found \"" + name + "\"");
        }
        return new Namespace(name.substring(0, dot), name.substring(dot + 1));
    }

    public boolean isOplog() {
        return equals(OPLOG);
    }

    @Override
    public int compareTo(Namespace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
