package io.slipway.backup.mongodb.archive;

import io.slipway.backup.mongodb.Namespace;

/**
 * A collection, view or time series as the beginning of an archive lists it.
 *
 * @param metadata its options and indexes in extended JSON, or {@code ""} where there are none, as for the oplog
 * @param type as the server says: {@code collection}, {@code view}, {@code timeseries}, or {@code ""}
 */
public record ArchivedCollection(Namespace namespace, String metadata, String type) {
    private static final String BUCKETS = "system.buckets.";

    /** The oplog of the time of the dump. */
    public static ArchivedCollection oplog() {
        return new ArchivedCollection(Namespace.OPLOG, "", "");
    }

    public boolean isView() {
        return type.equals("view");
    }

    public boolean isTimeSeries() {
        return type.equals("timeseries");
    }

    /** Where its documents are: for a time series of a server before 8.3 the collection of its buckets. */
    public Namespace dataNamespace(ArchiveHeader header) {
        return isTimeSeries() && !header.timeSeriesAreUnderTheirOwnName()
                ? new Namespace(namespace.database(), BUCKETS + namespace.collection())
                : namespace;
    }
}
