package io.slipway.backup.repository.prune;

import io.slipway.backup.repository.ObjectId;

/**
 * How much of a pack snapshots need.
 *
 * @param used in bytes as stored
 * @param unused likewise
 */
record PackUse(ObjectId pack, long used, long unused) {
    double unusedPart() {
        return (double) unused / (used + unused);
    }
}
