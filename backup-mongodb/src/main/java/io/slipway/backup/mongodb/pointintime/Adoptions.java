package io.slipway.backup.mongodb.pointintime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.backup.mongodb.Namespace;
import io.slipway.backup.mongodb.oplog.OplogTime;

/**
 * Collections that are not restored themselves, but were made since the dump and became one that is: what was done to one while
 * it had another name belongs to it, as of {@code $out}, which fills a collection before it gives it its name.
 */
final class Adoptions {
    private final Map<Namespace, List<Adoption>> adoptions = new HashMap<>();

    private record Adoption(OplogTime from, OplogTime until, Namespace becomes) {
        boolean covers(OplogTime time) {
            return !time.isBefore(from) && !time.isAfter(until);
        }
    }

    /**
     * A collection that was made at {@code from} got another name at {@code until}.
     *
     * @param becomes what it is called in the end
     */
    void add(Namespace collection, OplogTime from, OplogTime until, Namespace becomes) {
        adoptions.computeIfAbsent(collection, name -> new ArrayList<>()).add(new Adoption(from, until, becomes));
    }

    /** What the collection that had this name at that time is called in the end. */
    Optional<Namespace> find(Namespace collection, OplogTime time) {
        return adoptions.getOrDefault(collection, List.of()).stream()
                .filter(adoption -> adoption.covers(time))
                .map(Adoption::becomes)
                .findFirst();
    }
}
