package io.slipway.backup.mongodb.pointintime;

import io.slipway.backup.mongodb.oplog.OplogTime;

/** Every point in time from {@code first} until {@code last}, both included, can be restored from this base. */
public record RestorableRange(Base base, OplogTime first, OplogTime last) {
    @Override
    public String toString() {
        return first.instant() + " (" + first + ") until " + last.instant() + " (" + last + ") from " + base;
    }
}
