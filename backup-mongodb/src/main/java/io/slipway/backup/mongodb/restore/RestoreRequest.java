package io.slipway.backup.mongodb.restore;

import io.slipway.backup.mongodb.NamespaceSelection;

/**
 * What to restore and where to.
 *
 * @param selection of the collections as they were called when they were dumped
 * @param drop whether collections that are in the way are dropped; otherwise nothing at all is restored then
 * @param usersAndRoles whether the server's users and roles are merged with those of the snapshot, and with {@code drop}
 *     replaced by them
 * @param expiry whether documents expire again in the end; without it they stay until {@link ShadowSwap} or somebody else says so
 * @param parallelism how many collections are restored at once, and how many batches are on their way
 */
public record RestoreRequest(
        NamespaceSelection selection,
        NamespaceMapping mapping,
        boolean drop,
        boolean usersAndRoles,
        boolean expiry,
        int parallelism) {
    public static final int DEFAULT_PARALLELISM = 4;

    public RestoreRequest {
        if (parallelism < 1) {
            throw new IllegalArgumentException("at least one collection must be restored at once");
        }
    }

    /** All databases back to where they were, if nothing is in the way. */
    public static RestoreRequest everything() {
        return new RestoreRequest(
                NamespaceSelection.ALL, NamespaceMapping.IDENTITY, false, false, true, DEFAULT_PARALLELISM);
    }

    /** To where nobody looks yet; for drills and for {@link ShadowSwap}. */
    public static RestoreRequest shadow(NamespaceSelection selection, NamespaceMapping mapping) {
        return new RestoreRequest(selection, mapping, false, false, false, DEFAULT_PARALLELISM);
    }

    public RestoreRequest withDrop() {
        return new RestoreRequest(selection, mapping, true, usersAndRoles, expiry, parallelism);
    }

    public RestoreRequest withUsersAndRoles() {
        return new RestoreRequest(selection, mapping, drop, true, expiry, parallelism);
    }
}
