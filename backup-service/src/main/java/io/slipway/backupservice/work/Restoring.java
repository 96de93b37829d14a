package io.slipway.backupservice.work;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.Repository;
import io.slipway.events.backup.RestoreTarget;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.task.RestoreTask;

/** A restore under way. */
record Restoring(Repository repository, RestoreTask task, RunProgress progress) {
    BackupPolicy policy() {
        return task.policy();
    }

    RestoreTarget target() {
        return task.target();
    }

    /** Paths, or {@code database} and {@code database.collection}; empty means all. */
    List<String> include() {
        return task.include();
    }

    @Nullable
    Instant to() {
        return task.to();
    }
}
