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
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.restore.NamespaceMapping;
import io.slipway.backup.mongodb.restore.RestoreRequest;
import io.slipway.backup.repository.ObjectId;

/**
 * What is restored, and where to.
 *
 * @param held by the base; whatever happened to others afterwards, nobody knows what they were before
 * @param wanted of the namespaces of the source
 * @param mapping where they go; what comes from different namespaces must not go to one
 * @param seriesAsDumped whether time series stay as they were dumped, rather than nothing being restored because of them
 * @param adoptions what was not wanted under the name that it had, but became it
 */
record ReplayScope(
        NamespaceSelection held,
        NamespaceSelection wanted,
        NamespaceMapping mapping,
        boolean seriesAsDumped,
        Adoptions adoptions) {
    /** Where an adopted collection is until it gets its name. */
    private static final String FOUNDLING = "slipway.restore.";

    static ReplayScope of(RecoveryPlan plan, RestoreRequest request, boolean seriesAsDumped) {
        @Nullable NamespaceSelection held = plan.base().selection();
        return new ReplayScope(
                held == null ? NamespaceSelection.ALL : held,
                request.selection(),
                request.mapping(),
                seriesAsDumped,
                new Adoptions());
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

    /** Whether a collection of that name is restored. */
    boolean includes(Namespace source) {
        return held.includes(source) && wanted.includes(source);
    }

    private boolean includes(Namespace source, OplogTime time) {
        return includes(source) || adoptions.find(source, time).isPresent();
    }

    /** Whether a collection of the target is one that was adopted, which nobody but a restore makes. */
    static boolean isFoundling(Namespace target) {
        return target.collection().startsWith(FOUNDLING);
    }

    Namespace target(Namespace source) {
        return mapping.apply(source);
    }

    private Namespace target(Namespace source, OplogTime time) {
        return includes(source)
                ? target(source)
                : adoptions
                        .find(source, time)
                        .map(becomes -> new Namespace(target(becomes).database(), FOUNDLING + source.collection()))
                        .orElseGet(() -> target(source));
    }

    /**
     * An operation as it is to be done in the target; empty if it concerns nothing that is restored.
     *
     * @param time when it came into force
     * @throws IOException if a collection that is not restored became one that is, or it cannot be replayed
     */
    Optional<Operation> translate(Operation operation, OplogTime time) throws IOException {
        if (operation instanceof Operation.Rename rename) {
            return rename(rename, time);
        }
        Namespace source = operation.namespace();
        if (!includes(source, time)) {
            return Optional.empty();
        }
        Namespace target = target(source, time);
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
                    case Operation.OfTimeSeries series -> {
                        if (!seriesAsDumped) {
                            throw new IOException(series.refusal());
                        }
                        yield new Operation.OfTimeSeries(target, series.refusal());
                    }
                    case Operation.NotReplayable other -> throw new IOException(other.refusal());
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

    private Optional<Operation> rename(Operation.Rename rename, OplogTime time) throws IOException {
        boolean from = includes(rename.namespace(), time);
        boolean to = includes(rename.to()) || adoptions.find(rename.to(), time).isPresent();
        if (!from && to) {
            throw new IOException(rename.namespace() + " was renamed to " + rename.to()
                    + (held.includes(rename.namespace())
                            ? ", but is not restored: restore both, or neither"
                            : ", but is not in the dump: restore to a moment before that, or after the next dump"));
        }
        Namespace was = target(rename.namespace(), time);
        if (from && !to) {
            return Optional.of(new Operation.Drop(was));
        }
        return from
                ? Optional.of(new Operation.Rename(was, target(rename.to(), time), rename.dropTarget()))
                : Optional.empty();
    }
}
