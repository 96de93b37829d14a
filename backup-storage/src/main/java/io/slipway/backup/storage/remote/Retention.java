package io.slipway.backup.storage.remote;

import java.time.Duration;

import io.slipway.backup.storage.FileType;

/**
 * How long new files cannot be removed or changed by anybody.
 *
 * @param mode of Object Lock: whether somebody with a special permission may shorten it
 */
public record Retention(Mode mode, Duration period) {
    public Retention {
        if (!period.isPositive()) {
            throw new IllegalArgumentException("a retention of " + period + " keeps nothing");
        }
    }

    /** Locks live for minutes, and have to go. */
    public static boolean appliesTo(FileType type) {
        return type != FileType.LOCK;
    }

    public enum Mode {
        /** Who has the permission for it may shorten it. */
        GOVERNANCE,
        /** Nobody may, the owner of the account included. */
        COMPLIANCE
    }
}
