package io.slipway.cli.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.Damage;
import io.slipway.events.backup.ProtectionEvent.Objective;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.RunTrigger;
import io.slipway.events.backup.SnapshotFacts;
import io.slipway.events.backup.policy.AnomalySpec;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.policy.HooksSpec;
import io.slipway.events.backup.policy.LimitsSpec;
import io.slipway.events.backup.policy.ObjectivesSpec;
import io.slipway.events.backup.policy.RepositorySpec;
import io.slipway.events.backup.policy.RetentionSpec;
import io.slipway.events.backup.policy.ScheduleSpec;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.EnvironmentView;
import io.slipway.events.backup.view.BackupView.MissedView;
import io.slipway.events.backup.view.BackupView.NextView;
import io.slipway.events.backup.view.BackupView.OplogView;
import io.slipway.events.backup.view.BackupView.PolicyView;
import io.slipway.events.backup.view.BackupView.ResultView;

/** An application whose production is backed up every night. */
public final class Protected {
    /** When its newest backup was taken. */
    public static final Instant NIGHT = Instant.parse("2026-11-26T02:00:00Z");

    private static final Instant DRILL = Instant.parse("2026-11-22T03:00:00Z");

    private Protected() {}

    /** All is well. */
    public static BackupView well() {
        return view(
                policy(List.of(), List.of()), new EnvironmentView("production", true, NIGHT, null, DRILL, List.of()));
    }

    /** The backup is too old, and a pack is damaged. */
    public static BackupView ill() {
        return view(
                policy(
                        List.of(new MissedView(
                                Objective.RPO, Duration.ofHours(24), Duration.ofHours(30), NIGHT, "30 h of 24 h")),
                        List.of(new Damage("pack", "4fa1", "a byte has changed", List.of()))),
                new EnvironmentView("production", false, NIGHT, null, DRILL, List.of("the backup is 30 h old")));
    }

    /** A policy with a source of each kind, and a repository there. */
    public static BackupView everyKind(String location) {
        BackupPolicy spec = spec();
        List<BackupSource> sources = new ArrayList<>(spec.sources());
        sources.add(new BackupSource.Kafka("slipway", null, List.of("slipway.*")));
        BackupPolicy every = new BackupPolicy(
                spec.name(),
                spec.environment(),
                new RepositorySpec(location, "crm-passphrase", "crm-s3", false, null),
                sources,
                spec.schedule(),
                spec.retention(),
                null,
                null,
                spec.limits(),
                spec.hooks(),
                spec.objectives(),
                null,
                spec.drill(),
                null,
                spec.anomaly(),
                spec.contacts());
        PolicyView of = policy(List.of(), List.of());
        return view(
                new PolicyView(
                        every,
                        of.repository(),
                        of.next(),
                        of.recoverableTo(),
                        of.snapshots(),
                        of.oplogs(),
                        of.lastBackup(),
                        null,
                        of.lastDrill(),
                        null,
                        of.coverage(),
                        List.of(),
                        List.of()),
                new EnvironmentView("production", true, NIGHT, null, DRILL, List.of()));
    }

    /** One run. */
    public static RunView run(String id, RunStatus status, String progress, @Nullable Integer percent) {
        return new RunView(
                id,
                RunKind.BACKUP,
                "nightly",
                "production",
                status,
                RunTrigger.REQUEST,
                "ann",
                1,
                NIGHT,
                status == RunStatus.SUCCEEDED ? NIGHT.plusSeconds(12) : null,
                progress,
                percent,
                List.of(),
                "task");
    }

    private static BackupView view(PolicyView policy, EnvironmentView environment) {
        return new BackupView("crm", 1, "sha256:0", List.of(policy), List.of(environment), List.of(), List.of());
    }

    private static PolicyView policy(List<MissedView> missed, List<Damage> damages) {
        return new PolicyView(
                spec(),
                "5956a3f67a6230d4",
                new NextView(NIGHT.plus(Duration.ofDays(1)), null, null, null),
                NIGHT,
                List.of(new SnapshotFacts(
                        "4f".repeat(32), "database", "mongodb", NIGHT, 12, 3L << 30, 17 << 20, 9 << 20, List.of())),
                List.of(new OplogView("database", NIGHT.minus(Duration.ofDays(7)), NIGHT)),
                new ResultView("crm-nightly-7", true, NIGHT, "1.2 GiB"),
                null,
                new DrillView("crm-drill-1", true, DRILL, "", Duration.ofMinutes(4), Duration.ofHours(1), DRILL),
                null,
                new Coverage(10, 5, 1000, 400, DRILL, null),
                missed,
                damages);
    }

    private static BackupPolicy spec() {
        return new BackupPolicy(
                "nightly",
                "production",
                new RepositorySpec("/backups/crm", "crm-passphrase", null, false, null),
                List.of(
                        new BackupSource.Command("catalogue", List.of("./export.sh", "--all"), "catalogue.csv", null),
                        new BackupSource.Files("uploads", List.of("/srv/crm/uploads"), List.of()),
                        new BackupSource.Mongodb(
                                "database", "crm-mongodb", List.of("crm"), List.of(), Duration.ofMinutes(1))),
                new ScheduleSpec("0 2 * * *", ZoneId.of("UTC"), Duration.ZERO),
                RetentionSpec.ALL,
                null,
                null,
                LimitsSpec.NONE,
                HooksSpec.NONE,
                new ObjectivesSpec(Duration.ofHours(24), Duration.ofHours(1)),
                null,
                new DrillSpec(
                        null, null, null, List.of("./check.sh"), Duration.ofHours(1), Duration.ofDays(7), null, null),
                null,
                AnomalySpec.DEFAULT,
                List.of("Ann, +49 30 1234567", "ops@example.org"));
    }

    /** The server's word on a command. */
    public static Map<String, Object> accepted(String subject) {
        return Map.of("commandId", "c1", "status", "accepted", "subject", subject, "revision", 1);
    }
}
