package io.slipway.backupservice.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.Coverage;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.EnvironmentView;
import io.slipway.events.backup.view.BackupView.MissedView;
import io.slipway.events.backup.view.BackupView.PolicyView;

/**
 * What would be lost, and how long it would take, if everything were lost at the moment of the report.
 *
 * @param at the moment
 */
record BackupReport(String application, Instant at, List<EnvironmentView> environments, List<PolicyReport> policies) {

    /**
     * @param rpo the age of the newest data that can be restored; null where there is none
     * @param rpoObjective what is promised; null for nothing
     * @param rto as the last drill that passed measured it; null before the first
     * @param bytes of the newest backup
     */
    record PolicyReport(
            String policy,
            String environment,
            @Nullable Duration rpo,
            @Nullable Duration rpoObjective,
            @Nullable Duration rto,
            @Nullable Duration rtoObjective,
            @Nullable Instant recoverableTo,
            long bytes,
            @Nullable DrillView lastDrill,
            @Nullable Coverage coverage,
            List<MissedView> missed,
            int damages) {}

    static BackupReport of(BackupView view, Instant now) {
        return new BackupReport(
                view.application(),
                now,
                view.environments(),
                view.policies().stream().map(policy -> policy(policy, now)).toList());
    }

    private static PolicyReport policy(PolicyView policy, Instant now) {
        Instant reached = policy.recoverableTo();
        DrillView drill = policy.lastDrill();
        return new PolicyReport(
                policy.spec().name(),
                policy.spec().environment(),
                reached == null ? null : positive(Duration.between(reached, now)),
                policy.spec().objectives().rpo(),
                drill != null && drill.succeeded() ? drill.measuredRto() : null,
                policy.spec().objectives().rto(),
                reached,
                policy.snapshots().stream()
                        .mapToLong(snapshot -> snapshot.bytes())
                        .sum(),
                drill,
                policy.coverage(),
                policy.missed(),
                policy.damages().size());
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
