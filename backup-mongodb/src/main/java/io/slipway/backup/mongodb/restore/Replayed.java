package io.slipway.backup.mongodb.restore;

import java.util.Map;
import java.util.Optional;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.catalogue.CollectionMetadata;
import io.slipway.backup.mongodb.snapshot.ContentFigures;

/**
 * What a replay made of restored collections, by their names in the target.
 *
 * @param collections which indexes are to be built, and which views are to be made
 * @param contents what must be in those collections that are not as they were dumped any more; empty if nobody knows, because an
 *     earlier attempt did a part of it
 */
public record Replayed(
        Map<Namespace, CollectionMetadata> collections, Optional<Map<Namespace, ContentFigures>> contents) {
    public Replayed {
        collections = Map.copyOf(collections);
        contents = contents.map(Map::copyOf);
    }
}
