package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;

/** Brings restored collections from the moment of the dump to a later one, before they have indexes. */
@FunctionalInterface
public interface OplogReplay {
    /** Leaves everything as it was dumped. */
    OplogReplay NONE = (plan, collections) -> new Replayed(collections, Optional.of(Map.of()));

    /**
     * Looks ahead, before anything is done in the target.
     *
     * @return the collections of the target that the replay will make, or give their names to, at any time
     * @throws IOException if it cannot be replayed
     */
    default Set<Namespace> foresee() throws IOException {
        return Set.of();
    }

    /** From now on something in the target is changed. */
    default void begins() {}

    /**
     * Replays. The documents were compared with those that were dumped already.
     *
     * @param plan where what is
     * @param collections as restored, by the name that they have now
     */
    Replayed replay(RestorePlan plan, Map<Namespace, CollectionMetadata> collections) throws IOException;
}
