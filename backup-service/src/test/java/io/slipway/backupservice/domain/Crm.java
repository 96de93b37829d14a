package io.slipway.backupservice.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.backupservice.domain.decide.BackupDecider;
import io.slipway.backupservice.domain.decide.BackupTerms;
import io.slipway.backupservice.domain.state.BackupState;
import io.slipway.backupservice.domain.state.Run;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.BackupEvent;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.PruneSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.policy.ScheduleSpec;
import io.slipway.events.backup.policy.VerificationSpec;
import io.slipway.events.backup.task.BackupTask;
import io.slipway.events.backup.task.DrillTask;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

/** An application with a policy {@code nightly} for {@code live}: at 2 o'clock, UTC, one source, a day's RPO. */
final class Crm {
    static final String WORKER = "w1";

    private Crm() {}

    static DeciderScenario<BackupState, BackupCommand, BackupEvent> empty(Directory directory) {
        return DeciderScenario.of(new BackupDecider(BackupTerms.DEFAULT, directory), BackupState.class, "crm")
                .by("alice");
    }

    static DeciderScenario<BackupState, BackupCommand, BackupEvent> withPolicy() {
        return withPolicy(nightly());
    }

    static DeciderScenario<BackupState, BackupCommand, BackupEvent> withPolicy(BackupPolicy policy) {
        return empty(Directory.NONE).given(apply(policy));
    }

    static BackupCommand.ApplyPolicies apply(BackupPolicy... policies) {
        return new BackupCommand.ApplyPolicies("crm", List.of(policies), "sha256:" + policies.length);
    }

    static BackupPolicy nightly() {
        return policy("0 2 * * *", Duration.ofHours(25), null, null, false);
    }

    static BackupPolicy policy(
            @Nullable String cron,
            @Nullable Duration rpo,
            @Nullable VerificationSpec verification,
            @Nullable DrillSpec drill,
            boolean appendOnly) {
        return policy(
                List.of(new BackupSource.Files("uploads", List.of("/srv/uploads"), List.of())),
                cron,
                new ObjectivesSpec(rpo, Duration.ofHours(1)),
                verification,
                drill,
                appendOnly);
    }

    static BackupPolicy policy(
            List<BackupSource> sources,
            @Nullable String cron,
            ObjectivesSpec objectives,
            @Nullable VerificationSpec verification,
            @Nullable DrillSpec drill,
            boolean appendOnly) {
        return new BackupPolicy(
                "nightly",
                "live",
                new RepositorySpec("/srv/backups", "PASSPHRASE", null, appendOnly, null),
                sources,
                cron == null ? null : schedule(cron),
                RetentionSpec.ALL,
                appendOnly ? null : new PruneSpec(schedule("0 5 * * 0"), Duration.ofHours(23)),
                null,
                LimitsSpec.NONE,
                HooksSpec.NONE,
                objectives,
                verification,
                drill,
                null,
                AnomalySpec.DEFAULT,
                List.of());
    }

    static ScheduleSpec schedule(String cron) {
        return new ScheduleSpec(cron, ZoneOffset.UTC, Duration.ZERO);
    }

    static BackupCommand.RunBackup run() {
        return new BackupCommand.RunBackup("crm", "nightly", List.of(), null);
    }

    static Run running(BackupState state, RunKind kind) {
        return state.runs("nightly", kind).findFirst().orElseThrow();
    }

    static TaskReport.Started started(Run run, Instant now) {
        return new TaskReport.Started(run.id(), run.attempt(), WORKER, now.plusSeconds(15));
    }

    static TaskReport.Succeeded done(Run run, Object output) {
        return new TaskReport.Succeeded(run.id(), run.attempt(), WORKER, Json.tree(output));
    }

    static TaskReport.Failed failed(Run run, boolean retryable) {
        return new TaskReport.Failed(run.id(), run.attempt(), WORKER, "the disk is full", retryable);
    }

    /** What a worker took: a tenth of it new, compressed to half. */
    static BackupTask.Output taken(Instant at, long bytes) {
        return taken(at, bytes, bytes / 10, bytes / 20);
    }

    static BackupTask.Output taken(Instant at, long bytes, long added, long stored) {
        String id = String.format("%064x", at.toEpochMilli());
        return new BackupTask.Output(
                "4f".repeat(32),
                List.of(new SnapshotFacts(id, "uploads", "files", at, 10, bytes, added, stored, List.of())));
    }

    static DrillTask.Output restored(Instant shows, Duration took) {
        return new DrillTask.Output(
                true,
                null,
                took,
                shows,
                List.of("ab".repeat(32)),
                1000,
                List.of(),
                List.of("uploads: into a folder of its own"));
    }

    /** Lets the backup that runs succeed now. */
    static void succeed(DeciderScenario<BackupState, BackupCommand, BackupEvent> crm) {
        succeed(crm, 100_000_000);
    }

    static void succeed(DeciderScenario<BackupState, BackupCommand, BackupEvent> crm, long bytes) {
        Run run = running(crm.state(), RunKind.BACKUP);
        crm.given(started(run, crm.now()));
        crm.given(done(run, taken(crm.now(), bytes)));
    }
}
