package io.slipway.backup.mongodb.snapshot;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.archive.ArchivedCollection;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.repository.ObjectId;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A collection, view or time series as it was dumped.
 *
 * @param type as the server said: {@code collection}, {@code view}, {@code timeseries}, or {@code ""}
 * @param data the collection that had the documents: the buckets of a time series, else the same one
 * @param bytes of the documents in BSON
 * @param crc64 of the documents one after the other, 16 hexadecimal digits; see {@code Crc64}
 * @param contentHash of the documents in any order, 64 hexadecimal digits; see {@link ContentHash}
 * @param metadata options and indexes in canonical extended JSON, as in {@code .metadata.json}; null for the oplog
 */
public record NamespaceContent(
        String database,
        String collection,
        String type,
        String data,
        long documents,
        long bytes,
        String crc64,
        String contentHash,
        JsonNode metadata) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public static NamespaceContent of(CollectionMetadata collection, Namespace data, StreamFigures figures) {
        return of(collection.archived(), data, figures);
    }

    public static NamespaceContent of(ArchivedCollection collection, Namespace data, StreamFigures figures) {
        Namespace namespace = collection.namespace();
        return new NamespaceContent(
                namespace.database(),
                namespace.collection(),
                collection.type(),
                data.collection(),
                figures.documents(),
                figures.bytes(),
                "%016x".formatted(figures.crc64()),
                figures.contentHash().toString(),
                JSON.readTree(collection.metadata().isBlank() ? "null" : collection.metadata()));
    }

    public Namespace namespace() {
        return new Namespace(database, collection);
    }

    public Namespace dataNamespace() {
        return new Namespace(database, data);
    }

    public boolean isView() {
        return type.equals("view");
    }

    public CollectionMetadata collectionMetadata() {
        CollectionMetadata parsed = CollectionMetadata.parse(namespace(), metadata.isNull() ? "" : metadata.toString());
        return new CollectionMetadata(namespace(), type, parsed.options(), parsed.indexes(), parsed.uuid());
    }

    public ArchivedCollection archived() {
        return new ArchivedCollection(namespace(), metadata.isNull() ? "" : metadata.toString(), type);
    }

    /** What its documents are, for comparing them. */
    public StreamFigures figures() {
        return new StreamFigures(documents, bytes, Long.parseUnsignedLong(crc64, 16), ObjectId.parse(contentHash));
    }
}
