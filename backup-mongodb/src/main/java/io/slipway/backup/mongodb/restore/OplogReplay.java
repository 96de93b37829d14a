package io.slipway.backup.mongodb.restore;

import java.io.IOException;
import java.util.Map;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;

/** Brings restored collections from the moment of the dump to a later one, before they have indexes. */
@FunctionalInterface
public interface OplogReplay {
    /** Leaves everything as it was dumped. */
    OplogReplay NONE = (plan, collections) -> collections;

    /**
     * Replays. The documents were compared with those that were dumped already.
     *
     * @param plan where what is
     * @param collections as restored, by the name that they have now
     * @return as they are after the replay: which indexes are to be built, and which views are to be made
     */
    Map<Namespace, CollectionMetadata> replay(RestorePlan plan, Map<Namespace, CollectionMetadata> collections)
            throws IOException;
}
