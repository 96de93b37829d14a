package io.slipway.events.backup.task;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.Damage;
import io.slipway.events.backup.policy.BackupPolicy;

/**
 * Task type {@code backup-repair}: salvages what is readable of a damaged repository.
 *
 * @param held ids of snapshots that stay beside what is left of them
 * @param unreported earlier repairs of the policy that ended without a result: what they replaced is told with this one's
 */
public record RepairTask(
        String application,
        String run,
        BackupPolicy policy,
        @Nullable List<String> held,
        @Nullable List<String> unreported) {
    public static final String TYPE = "backup-repair";

    public RepairTask {
        held = held == null ? null : List.copyOf(held);
        unreported = unreported == null ? null : List.copyOf(unreported);
    }

    /**
     * @param summary what was salvaged and what is lost
     * @param left what is still wrong
     * @param lost each file and folder of the policy's snapshots that lost something, with what
     * @param replaced snapshots of which something is lost: what is left of them is in others
     */
    public record Output(
            String summary,
            List<Damage> left,
            @Nullable List<String> lost,
            @Nullable List<PruneTask.Forgotten> replaced) {
        public Output {
            left = List.copyOf(left);
            lost = lost == null ? null : List.copyOf(lost);
            replaced = replaced == null ? null : List.copyOf(replaced);
        }
    }
}
