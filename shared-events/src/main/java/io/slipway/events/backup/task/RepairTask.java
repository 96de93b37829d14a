package io.slipway.events.backup.task;

import java.util.List;

import io.slipway.events.backup.Damage;
import io.slipway.events.backup.policy.BackupPolicy;

/** Task type {@code backup-repair}: salvages what is readable of a damaged repository. */
public record RepairTask(String application, String run, BackupPolicy policy) {
    public static final String TYPE = "backup-repair";

    /**
     * @param summary what was salvaged and what is lost
     * @param left what is still wrong
     */
    public record Output(String summary, List<Damage> left) {
        public Output {
            left = List.copyOf(left);
        }
    }
}
