package io.slipway.simulation.mongodb;

/** A collection of a database. */
record Namespace(String database, String collection) {
    /** Of {@code database.collection}; the collection's name may have dots, the database's has none. */
    static Namespace parse(String full) {
        int dot = full.indexOf('.');
        if (dot < 1 || dot == full.length() - 1) {
            throw new CommandError(73, "InvalidNamespace", "Invalid namespace specified '" + full + "'");
        }
        return new Namespace(full.substring(0, dot), full.substring(dot + 1));
    }

    /** Where MongoDB logs the commands that concern it. */
    String commands() {
        return database + ".$cmd";
    }

    boolean system() {
        return collection.startsWith("system.");
    }

    /** Whether changes of it go to the oplog. */
    boolean replicated() {
        return !database.equals("local") && !database.equals("config") && !system();
    }

    @Override
    public String toString() {
        return database + "." + collection;
    }
}
