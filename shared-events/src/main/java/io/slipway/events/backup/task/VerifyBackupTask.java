package io.slipway.events.backup.task;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.VerificationLevel;
import io.slipway.events.backup.policy.BackupPolicy;

/**
 * Task type {@code backup-verify}: reads a repository again. Damage is a result, not a failure of the task.
 *
 * @param slice which part of the data is read: those packs whose name, as a number, leaves this rest when it is divided by
 *     {@code slices}
 * @param slices into how many parts the data is divided; 1 reads all of it
 */
public record VerifyBackupTask(
        String application, String run, BackupPolicy policy, VerificationLevel level, int slice, int slices) {
    public static final String TYPE = "backup-verify";

    /**
     * @param packs how many there are
     * @param packsRead in this run
     * @param newest when the newest snapshot was taken; null where there is none
     */
    public record Output(
            long packs,
            long packsRead,
            long bytes,
            long bytesRead,
            int snapshots,
            @Nullable Instant newest,
            List<Damage> damages) {
        public Output {
            damages = List.copyOf(damages);
        }
    }

    /** The part of a round that was read before, with this one. */
    public Coverage add(Output read, Coverage before) {
        return new Coverage(
                read.packs(),
                Math.min(read.packs(), before.verified() + read.packsRead()),
                read.bytes(),
                Math.min(read.bytes(), before.verifiedBytes() + read.bytesRead()),
                before.since(),
                before.completed());
    }
}
