package io.slipway.backup.mongodb.restore;

import org.bson.BsonDocument;
import org.bson.BsonString;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.snapshot.NamespaceContent;

/**
 * A collection that is to be restored.
 *
 * @param target what it will be called
 * @param metadata as it will be: a view is of the collection's new name
 * @param inTheWay whether there is one of that name
 */
public record PlannedNamespace(
        NamespaceContent content, Namespace target, CollectionMetadata metadata, boolean inTheWay) {

    static PlannedNamespace of(NamespaceContent content, NamespaceMapping mapping, boolean inTheWay) {
        Namespace target = mapping.apply(content.namespace());
        CollectionMetadata was = content.collectionMetadata();
        BsonDocument options = was.options().clone();
        if (was.isView()) {
            Namespace on = new Namespace(
                    content.database(), options.getString("viewOn").getValue());
            options.put("viewOn", new BsonString(mapping.apply(on).collection()));
        }
        CollectionMetadata becomes = new CollectionMetadata(target, was.type(), options, was.indexes(), "");
        return new PlannedNamespace(content, target, becomes, inTheWay);
    }

    /** Where the documents go: into the buckets, if it is a time series. */
    public Namespace dataTarget() {
        return data(metadata);
    }

    static Namespace data(CollectionMetadata collection) {
        Namespace namespace = collection.namespace();
        return collection.isTimeSeries()
                ? new Namespace(namespace.database(), "system.buckets." + namespace.collection())
                : namespace;
    }
}
