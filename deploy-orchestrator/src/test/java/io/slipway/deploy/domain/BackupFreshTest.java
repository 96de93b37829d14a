package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.decide.DeployDecider;
import io.slipway.deploy.domain.decide.PlanPreview;
import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.PlanView;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.aggregate.Directory;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is deployed on top of data that could not be had back. */
class BackupFreshTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private Drill drill = gated(null);

    @Test
    void aFreshAndProvenBackupLetsADeploymentThroughAndSaysHowOldItIs() {
        backedUp("nightly", DAY, ago(Duration.ofHours(3)), ago(Duration.ofDays(2)), null);

        DeploymentView view = drill.view(drill.deliver("live", "1.0.0"));

        assertThat(view.state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(view.steps().getFirst().message()).contains("the newest backup of nightly is from 3 h ago");
    }

    @Test
    void aStaleOneIsRefusedWithItsSourceItsAgeWhatIsAllowedAndWhatToDo() {
        backedUp("nightly", DAY, ago(Duration.ofMinutes(27 * 60 + 5)), ago(Duration.ofDays(2)), null);
        backedUp("uploads", DAY, ago(Duration.ofHours(1)), ago(Duration.ofDays(2)), null);

        DeploymentView view = drill.view(drill.start("live", "1.0.0"));

        assertThat(view.state()).isEqualTo(DeploymentState.REJECTED);
        assertThat(view.message())
                .contains(
                        "gate backup-fresh does not hold",
                        "the policy nightly has its newest backup from 1 d 3 h ago",
                        "at most 1 d are allowed",
                        "slipway backup run shop POLICY")
                .doesNotContain("the policy uploads");
    }

    @Test
    void itGrowsStaleWithoutAnybodySayingSo() {
        backedUp("nightly", DAY, drill.storm.now(), drill.storm.now(), null);
        drill.storm.pass(DAY);
        drill.deliver("live", "1.0.0");
        drill.storm.pass(Duration.ofMinutes(1));

        assertThat(drill.view(drill.start("live", "2.0.0")).message()).contains("has its newest backup from 1 d");
    }

    @Test
    void whatNoRestoreHasProvenIsNoBackup() {
        backedUp("nightly", DAY, drill.storm.now(), null, null);
        assertThat(drill.view(drill.start("live", "1.0.0")).message())
                .contains(
                        "nightly has backups that no restore drill has proven yet",
                        "slipway backup drill shop nightly");

        backedUp("nightly", DAY, drill.storm.now(), ago(Duration.ofDays(9)), null);
        assertThat(drill.view(drill.start("live", "1.0.0")).message())
                .contains("last passed a restore drill 9 d ago", "at most 7 d are allowed");
    }

    @Test
    void anAlarmIsRefusedInItsOwnWordsHoweverFreshTheBackupIs() {
        backedUp("nightly", DAY, drill.storm.now(), drill.storm.now(), "pack 4fa1 is damaged");

        assertThat(drill.view(drill.start("live", "1.0.0")).message())
                .contains("the policy nightly is in alarm: pack 4fa1 is damaged");
    }

    @Test
    void whereNothingIsBackedUpNothingIsDeployedAndTheMessageSaysWhy() {
        assertThat(drill.view(drill.start("live", "1.0.0")).message())
                .contains("nothing of live is known to be backed up", "backup policy", "take the gate out");
    }

    @Test
    void aPolicyWithoutAnyBackupIsRefusedAndOneThatIsNoMoreIsForgotten() {
        backedUp("nightly", DAY, drill.storm.now(), drill.storm.now(), null);
        backedUp("uploads", DAY, null, null, null);
        assertThat(drill.view(drill.start("live", "1.0.0")).message()).contains("uploads has no backup yet");

        drill.send(observed("uploads", null));
        assertThat(drill.view(drill.deliver("live", "1.0.0")).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void theGateMayAskForMoreThanThePolicy() {
        drill = gated(Duration.ofHours(1));
        backedUp("nightly", DAY, ago(Duration.ofHours(2)), drill.storm.now(), null);

        assertThat(drill.view(drill.start("live", "1.0.0")).message())
                .contains("has its newest backup from 2 h ago", "at most 1 h are allowed");
    }

    @Test
    void whoMayBreakTheGlassDeploysWhatMendsTheBackups() {
        backedUp("nightly", DAY, ago(Duration.ofDays(3)), null, null);
        drill.send(new DeployCommand.Start(
                SHOP,
                "live",
                "1.0.1",
                Pipelines.start("live", "1.0.1").source(),
                Map.of(),
                null,
                null,
                "the dump fails on this release"));
        drill.calmDown();

        DeploymentView view = drill.view("shop-live-1");
        assertThat(view.state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(view.steps().getFirst().message()).contains("ann broke the glass");
    }

    @Test
    void theSameStandingAgainIsNoNews() {
        Instant now = drill.storm.now();
        backedUp("nightly", DAY, now, now, null);

        Decision<DeployEvent> again = new DeployDecider(Duration.ofSeconds(30), Directory.NONE)
                .decide(
                        drill.storm.state(),
                        observed("nightly", new BackupStanding("nightly", now, DAY, now, WEEK, null)),
                        new Context(now, "backup-service", "again", "again"));
        assertThat(again).isEqualTo(new Decision.Accepted<DeployEvent>(List.of(), null));
    }

    @Test
    void aPlanShowsWhatTheGateWouldSay() {
        backedUp("nightly", DAY, ago(Duration.ofDays(2)), drill.storm.now(), null);
        PlanPreview preview = PlanPreview.of(
                drill.application(), Pipelines.start("live", "1.0.0"), drill.storm.now(), "ann", Directory.NONE);

        assertThat(preview).isInstanceOfSatisfying(PlanPreview.Planned.class, planned -> {
            assertThat(planned.plan().rejected()).isTrue();
            assertThat(planned.plan().gates())
                    .extracting(PlanView.GatePreview::detail)
                    .singleElement()
                    .asString()
                    .contains("nightly has its newest backup from 2 d ago");
        });
        assertThat(drill.application().environments().getFirst().backups())
                .extracting(BackupStanding::policy)
                .containsExactly("nightly");
    }

    @Test
    void aPolicyThatTookOverAnotherEnvironmentSaysNothingOfTheOldOne() {
        backedUp("nightly", DAY, drill.storm.now(), drill.storm.now(), null);
        drill.send(new DeployCommand.ObserveBackup(
                SHOP, "other", "nightly", new BackupStanding("nightly", null, DAY, null, null, "no backup yet")));

        assertThat(drill.view(drill.start("live", "1.0.0")).message())
                .contains("nothing of live is known to be backed up");
    }

    private static Drill gated(@Nullable Duration maxAge) {
        Set<String> ann = Set.of("ann");
        Directory directory = new Directory(Map.of("deployer", ann, "operator", ann, "oncall", ann));
        return new Drill(
                Pipelines.application(Pipelines.environment("live")
                        .gates(new GateSpec.BackupFresh("backup-fresh", maxAge))
                        .breakGlass("oncall")
                        .build()),
                directory);
    }

    private Instant ago(Duration age) {
        return drill.storm.now().minus(age);
    }

    private void backedUp(
            String policy,
            Duration objective,
            @Nullable Instant recoverableTo,
            @Nullable Instant drilled,
            @Nullable String alarm) {
        drill.send(observed(policy, new BackupStanding(policy, recoverableTo, objective, drilled, WEEK, alarm)));
    }

    private static DeployCommand observed(String policy, @Nullable BackupStanding standing) {
        return new DeployCommand.ObserveBackup(SHOP, "live", policy, standing);
    }
}
