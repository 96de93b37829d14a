package io.slipway.backup.mongodb.restore;

import java.util.List;
import java.util.stream.Stream;

import io.slipway.backup.mongodb.Namespace;

/**
 * What a restore will do; as it is, the answer of a dry run.
 *
 * @param namespaces what will be restored, sorted by what it was called
 * @param remade collections that are there and are not in the snapshot, but in the way of what the oplog makes after it
 * @param stays collections of the databases concerned that are not in the snapshot: they stay as they are
 */
public record RestorePlan(List<PlannedNamespace> namespaces, List<Namespace> remade, List<Namespace> stays) {
    public RestorePlan {
        namespaces = List.copyOf(namespaces);
        remade = List.copyOf(remade);
        stays = List.copyOf(stays);
    }

    /** Collections that would have to be dropped. */
    public List<Namespace> inTheWay() {
        return Stream.concat(
                        namespaces.stream().filter(PlannedNamespace::inTheWay).map(PlannedNamespace::target),
                        remade.stream())
                .toList();
    }

    public long documents() {
        return namespaces.stream()
                .mapToLong(planned -> planned.content().documents())
                .sum();
    }

    /** Of the documents in BSON; on the disk of the server they will be compressed, and have indexes. */
    public long bytes() {
        return namespaces.stream()
                .mapToLong(planned -> planned.content().bytes())
                .sum();
    }
}
