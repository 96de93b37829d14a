package io.slipway.events.backup.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/**
 * How one environment of an application is backed up, where to, for how long, and how that is proven. Secrets are in it by
 * name only.
 *
 * @param name unique among the policies of the application
 * @param schedule when backups are taken by themselves; null means only when somebody asks
 * @param prune when what the retention does not keep is removed; null means only when somebody asks
 * @param verification null means that nothing is verified by itself
 * @param drill null means that no restore is rehearsed by itself
 * @param deletion who has to agree before somebody removes snapshots by name; null asks for one person besides the requester
 * @param contacts whom to call in an emergency, for the runbook
 */
public record BackupPolicy(
        String name,
        String environment,
        RepositorySpec repository,
        List<BackupSource> sources,
        @Nullable ScheduleSpec schedule,
        RetentionSpec retention,
        @Nullable PruneSpec prune,
        @Nullable ArchiveSpec archive,
        LimitsSpec limits,
        HooksSpec hooks,
        ObjectivesSpec objectives,
        @Nullable VerificationSpec verification,
        @Nullable DrillSpec drill,
        @Nullable ApprovalSpec deletion,
        AnomalySpec anomaly,
        List<String> contacts) {
    public BackupPolicy {
        sources = List.copyOf(sources);
        contacts = List.copyOf(contacts);
    }
}
