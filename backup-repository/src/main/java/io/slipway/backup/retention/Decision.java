package io.slipway.backup.retention;

import java.util.List;

import io.slipway.backup.repository.StoredSnapshot;

/**
 * Whether a snapshot is kept.
 *
 * @param reasons why it is, for people; empty if it goes
 */
public record Decision(StoredSnapshot snapshot, List<String> reasons) {
    public Decision {
        reasons = List.copyOf(reasons);
    }

    public boolean isKept() {
        return !reasons.isEmpty();
    }
}
