package io.slipway.backupservice.work;

import java.util.List;

import io.slipway.backup.repository.Repository;
import io.slipway.backupservice.repository.SnapshotTags;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;

/**
 * A backup under way.
 *
 * @param run the tag of its snapshots
 */
record Taking(Repository repository, String application, BackupPolicy policy, String run, RunProgress progress) {
    List<String> tags(BackupSource source) {
        return SnapshotTags.of(application, policy, source, run);
    }

    /** How many things are read at the same time, where the policy says it. */
    int concurrency(int otherwise) {
        Integer said = policy.limits().concurrency();
        return said == null ? otherwise : said;
    }
}
