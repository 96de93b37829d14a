package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeMap;

import org.bson.BsonDocument;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.NamespaceSelection;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.repository.ObjectId;

/**
 * What is restored, and where to.
 *
 * @param held by the base; whatever happened to others afterwards, nobody knows what they were before
 * @param wanted of the namespaces of the source
 * @param mapping where they go; what comes from different namespaces must not go to one
 */
record ReplayScope(NamespaceSelection held, NamespaceSelection wanted, NamespaceMapping mapping) {
    static ReplayScope of(RecoveryPlan plan, RestoreRequest request) {
        @Nullable NamespaceSelection held = plan.base().selection();
        return new ReplayScope(held == null ? NamespaceSelection.ALL : held, request.selection(), request.mapping());
    }

    /** Names a restore: the same for the same base, point in time, selection and place, whoever begins it. */
    String restore(RecoveryPlan plan) {
        String scope = String.join(
                "\n",
                String.join(",", wanted.include()),
                String.join(",", wanted.exclude()),
                new TreeMap<>(mapping.collections()).toString(),
                new TreeMap<>(mapping.databases()).toString(),
                mapping.databaseSuffix(),
                mapping.collectionPrefix());
        return plan.id() + "-"
                + ObjectId.hash(scope.getBytes(StandardCharsets.UTF_8)).brief();
    }

    private boolean includes(Namespace source) {
        return held.includes(source) && wanted.includes(source);
    }

    Namespace target(Namespace source) {
        return mapping.apply(source);
    }

    /**
     * An operation as it is to be done in the target; empty if it concerns nothing that is restored.
     *
     * @throws IOException if a collection that is not restored became one that is
     */
    Optional<Operation> translate(Operation operation) throws IOException {
        if (operation instanceof Operation.Rename rename) {
            return rename(rename);
        }
        Namespace source = operation.namespace();
        if (!includes(source)) {
            return Optional.empty();
        }
        Namespace target = target(source);
        return Optional.of(
                switch (operation) {
                    case Operation.Put put -> new Operation.Put(target, put.id(), put.document());
                    case Operation.Patch patch -> new Operation.Patch(target, patch.id(), patch.difference());
                    case Operation.Remove remove -> new Operation.Remove(target, remove.id());
                    case Operation.Create create -> new Operation.Create(target, options(source, create.options()));
                    case Operation.Drop drop -> new Operation.Drop(target);
                    case Operation.Modify modify -> new Operation.Modify(target, modify.options());
                    case Operation.BuildIndexes build -> new Operation.BuildIndexes(target, build.indexes());
                    case Operation.DropIndex drop -> new Operation.DropIndex(target, drop.index());
                    case Operation.ModifyIndex modify -> new Operation.ModifyIndex(target, modify.change());
                    case Operation.Rename rename -> rename;
                });
    }

    /** A view is of the collection's new name. */
    private BsonDocument options(Namespace source, BsonDocument options) {
        if (!options.containsKey("viewOn")) {
            return options;
        }
        BsonDocument mapped = Documents.copy(options);
        Namespace on =
                new Namespace(source.database(), options.getString("viewOn").getValue());
        mapped.put("viewOn", new BsonString(target(on).collection()));
        return mapped;
    }

    private Optional<Operation> rename(Operation.Rename rename) throws IOException {
        boolean from = includes(rename.namespace());
        boolean to = includes(rename.to());
        if (!from && to) {
            throw new IOException(rename.namespace() + " was renamed to " + rename.to()
                    + (held.includes(rename.namespace())
                            ? ", but is not restored: restore both, or neither"
                            : ", but is not in the dump: restore to a moment before that, or after the next dump"));
        }
        if (from && !to) {
            return Optional.of(new Operation.Drop(target(rename.namespace())));
        }
        return from
                ? Optional.of(
                        new Operation.Rename(target(rename.namespace()), target(rename.to()), rename.dropTarget()))
                : Optional.empty();
    }
}
