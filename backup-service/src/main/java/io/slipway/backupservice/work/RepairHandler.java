package io.slipway.backupservice.work;

import io.slipway.events.backup.task.RepairTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Says who repairs a repository, so that nobody waits for it here. */
public final class RepairHandler implements TaskHandler<RepairTask, RepairTask.Output> {
    @Override
    public String type() {
        return RepairTask.TYPE;
    }

    @Override
    public Class<RepairTask> inputType() {
        return RepairTask.class;
    }

    @Override
    public RepairTask.Output run(RepairTask task, TaskContext context) throws TaskFailedException {
        throw new TaskFailedException(
                "the backup-service does not repair repositories yet: let restic do it with 'restic repair index' and"
                        + " 'restic repair snapshots', and verify all of it afterwards (percent 100)",
                false);
    }
}
