package io.slipway.events.backup;

import java.util.List;

/**
 * Something in a repository that is not as it was written.
 *
 * @param what {@code pack}, {@code index}, {@code snapshot} or {@code blob}
 * @param id of it in the repository
 * @param detail what is wrong
 * @param snapshots which cannot be restored in whole because of it, as far as they are known
 */
public record Damage(String what, String id, String detail, List<String> snapshots) {
    public Damage {
        snapshots = List.copyOf(snapshots);
    }
}
