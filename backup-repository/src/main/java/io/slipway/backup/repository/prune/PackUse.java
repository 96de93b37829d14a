package io.slipway.backup.repository.prune;

import io.slipway.backup.repository.ObjectId;

/**
 * How much of a pack snapshots need.
 *
 * @param used in bytes as stored
 * @param unused likewise
 * @param readable whether it can be read now, and so be written anew
 */
record PackUse(ObjectId pack, long used, long unused, boolean readable) {
    double unusedPart() {
        return (double) unused / (used + unused);
    }
}
