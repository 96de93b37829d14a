package io.slipway.backup.mongodb.pointintime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import org.bson.BsonDocument;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;

/**
 * Which collections there are to be in the end, with which options and indexes. Indexes are built then: while entries are
 * replayed, uniqueness may not hold. Views are made then too, as what they are of may come and go.
 */
final class PlannedCollections {
    private static final String OF_ID = "_id_";

    private final Map<Namespace, CollectionMetadata> collections = new TreeMap<>();

    PlannedCollections(Map<Namespace, CollectionMetadata> dumped) {
        collections.putAll(dumped);
    }

    Map<Namespace, CollectionMetadata> collections() {
        return Map.copyOf(collections);
    }

    boolean has(Namespace namespace) {
        return collections.containsKey(namespace);
    }

    boolean isView(Namespace namespace) {
        return Optional.ofNullable(collections.get(namespace))
                .map(CollectionMetadata::isView)
                .orElse(false);
    }

    void apply(Operation.Structural operation) {
        switch (operation) {
            case Operation.Create create -> {
                String type = create.options().containsKey("viewOn") ? "view" : "collection";
                collections.put(
                        create.namespace(),
                        new CollectionMetadata(create.namespace(), type, create.options(), List.of(), ""));
            }
            case Operation.Drop drop -> collections.remove(drop.namespace());
            case Operation.Rename rename -> {
                CollectionMetadata moved = collections.remove(rename.namespace());
                if (moved != null) {
                    collections.put(
                            rename.to(),
                            new CollectionMetadata(rename.to(), moved.type(), moved.options(), moved.indexes(), ""));
                }
            }
            case Operation.Modify modify ->
                change(modify.namespace(), was -> {
                    BsonDocument options = Documents.copy(was.options());
                    options.putAll(modify.options());
                    return new CollectionMetadata(was.namespace(), was.type(), options, was.indexes(), "");
                });
        }
    }

    void apply(Operation.OfIndex operation) {
        change(operation.namespace(), was -> {
            List<BsonDocument> indexes = new ArrayList<>(was.indexes());
            switch (operation) {
                case Operation.BuildIndexes build ->
                    build.indexes().forEach(index -> {
                        BsonDocument description = Documents.copy(index);
                        description.remove("ns");
                        indexes.removeIf(other -> name(other).equals(name(index)));
                        indexes.add(description);
                    });
                case Operation.DropIndex drop ->
                    indexes.removeIf(index -> drop.index().equals("*")
                            ? !name(index).equals(OF_ID)
                            : name(index).equals(drop.index()));
                case Operation.ModifyIndex modify -> indexes.replaceAll(index -> changed(index, modify.change()));
            }
            return new CollectionMetadata(was.namespace(), was.type(), was.options(), indexes, "");
        });
    }

    private void change(Namespace namespace, UnaryOperator<CollectionMetadata> change) {
        collections.computeIfPresent(namespace, (name, was) -> change.apply(was));
    }

    private static String name(BsonDocument index) {
        return index.getString("name").getValue();
    }

    private static BsonDocument changed(BsonDocument index, BsonDocument change) {
        boolean meant = change.containsKey("name")
                ? index.get("name").equals(change.get("name"))
                : index.get("key").equals(change.get("keyPattern"));
        if (!meant) {
            return index;
        }
        BsonDocument changed = Documents.copy(index);
        change.forEach((field, value) -> {
            if (!field.equals("name") && !field.equals("keyPattern")) {
                changed.put(field, value);
            }
        });
        return changed;
    }
}
