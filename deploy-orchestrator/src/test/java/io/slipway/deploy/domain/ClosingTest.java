package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.events.alert.Alert;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.events.deploy.pipeline.QueueSpec;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.HoldView;
import io.slipway.kit.aggregate.Directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a freeze window and a stopped line do to what comes, to what is under way, and to what goes back. */
class ClosingTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Directory ROLES =
            new Directory(Map.of("operator", Set.of("ann"), "approver", Set.of("bob"), "oncall", Set.of("bob")));

    // The storm begins on a Monday at nine, UTC.
    private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void aRolloutThatHasBegunEndsWhenTheWindowSaysFinish() {
        Drill drill = drill(window(InFlight.FINISH, null));
        String id = midway(drill);
        drill.storm.pass(untilTen(drill));
        assertThat(drill.view(id).paused()).isFalse();
        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.storm.now()).isBefore(NOON);
    }

    @Test
    void aRolloutPausesWhenTheWindowOpensAndGoesOnByItselfWhenItCloses() {
        Drill drill = drill(window(InFlight.PAUSE, null));
        String id = midway(drill);
        drill.storm.pass(untilTen(drill));
        assertThat(drill.view(id).hold()).isEqualTo(new HoldView(ClosedBy.FREEZE, NOON));
        assertThat(drill.view(id).message()).contains("window morning is open until");
        assertThat(drill.storm.send(resume(id), "ann")).isFalse();

        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.storm.now()).isAfterOrEqualTo(NOON);
    }

    @Test
    void aRolloutGoesBackWhenTheWindowSaysCancelAndGoingBackIsNotStopped() {
        Drill drill = drill(window(InFlight.CANCEL, null));
        String id = midway(drill);
        drill.storm.pass(untilTen(drill));
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.ROLLING_BACK);
        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.CANCELLED);
        assertThat(drill.storm.now()).isBefore(NOON);
    }

    @Test
    void whatIsApprovedInsideAWindowRollsOutWhenItCloses() {
        for (InFlight kind : List.of(InFlight.FINISH, InFlight.PAUSE)) {
            Drill drill = drill(approved(window(kind, null)));
            String id = drill.start("live", "1.0.0");
            drill.workUntil(id, "approval");
            drill.storm.pass(untilTen(drill));
            assertThat(drill.storm.send(new DeployCommand.Approve(Pipelines.SHOP, id, null), "bob"))
                    .isTrue();
            assertThat(drill.view(id).state()).isEqualTo(DeploymentState.AWAITING_APPROVAL);
            assertThat(drill.view(id).hold()).isEqualTo(new HoldView(ClosedBy.FREEZE, NOON));
            drill.calmDown();
            assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
            assertThat(drill.storm.now()).isAfterOrEqualTo(NOON);
        }
    }

    @Test
    void whatWaitsForAnApprovalIsCancelledWhenTheWindowSaysSo() {
        Drill drill = drill(approved(window(InFlight.CANCEL, null)));
        String id = drill.start("live", "1.0.0");
        drill.workUntil(id, "approval");
        drill.storm.pass(untilTen(drill));
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.CANCELLED);
        assertThat(drill.view(id).message()).contains("window morning");
    }

    @Test
    void ofTwoWindowsThatOverlapTheLastToCloseLetsItGoOn() {
        Drill drill = drill(
                window(InFlight.PAUSE, null),
                new FreezeWindow("lunch", "30 11 * * *", Duration.ofHours(2), UTC, InFlight.PAUSE, null));
        String id = midway(drill);
        drill.storm.pass(Duration.between(drill.storm.now(), NOON.plusSeconds(60)));
        assertThat(drill.view(id).hold()).isEqualTo(new HoldView(ClosedBy.FREEZE, NOON.plus(Duration.ofMinutes(90))));
        drill.calmDown();
        assertThat(drill.storm.now()).isAfterOrEqualTo(NOON.plus(Duration.ofMinutes(90)));
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void aWindowThatCancelsEndsWhatAnotherOnlyPaused() {
        Drill drill = drill(
                window(InFlight.PAUSE, null),
                new FreezeWindow("strict", "0 11 * * *", Duration.ofHours(3), UTC, InFlight.CANCEL, null));
        String id = midway(drill);
        drill.storm.pass(untilTen(drill));
        assertThat(drill.view(id).paused()).isTrue();
        drill.storm.pass(Duration.ofHours(1));
        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.CANCELLED);
    }

    @Test
    void aWindowThatNobodyWasThereToSeeIsOverWhenSomebodyIs() {
        Drill drill = drill(window(InFlight.PAUSE, null));
        String id = midway(drill);
        drill.storm.sleep(Duration.between(drill.storm.now(), NOON.plusSeconds(600)));
        drill.storm.pass(Duration.ofSeconds(1));
        assertThat(drill.view(id).paused()).isFalse();
        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void whatAPersonPausedStaysPausedWhenTheWindowCloses() {
        Drill drill = drill(window(InFlight.PAUSE, null));
        String id = midway(drill);
        drill.storm.pass(untilTen(drill));
        drill.send(new DeployCommand.Pause(Pipelines.SHOP, id, "I want to look first"));
        drill.storm.pass(Duration.ofHours(4));
        assertThat(drill.view(id).paused()).isTrue();
        assertThat(drill.view(id).hold()).isNull();
        drill.send(resume(id));
        drill.calmDown();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void aNewDeploymentIsRejectedOrWaitsAsTheWindowSays() {
        Drill rejecting = drill(window(InFlight.FINISH, OnStart.REJECT));
        rejecting.storm.pass(untilTen(rejecting));
        assertThat(rejecting.view(rejecting.start("live", "1.0.0")).state()).isEqualTo(DeploymentState.REJECTED);

        Drill waiting = drill(window(InFlight.FINISH, OnStart.WAIT));
        waiting.storm.pass(untilTen(waiting));
        String id = waiting.start("live", "1.0.0");
        assertThat(waiting.view(id).state()).isEqualTo(DeploymentState.QUEUED);
        assertThat(waiting.view(id).message()).contains("window morning is open until");
        waiting.calmDown();
        assertThat(waiting.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(waiting.storm.now()).isAfterOrEqualTo(NOON);
    }

    @Test
    void aRollbackIsNeverKeptOut() {
        Drill drill = drill(window(InFlight.CANCEL, OnStart.WAIT));
        drill.deliver("live", "1.0.0");
        drill.deliver("live", "2.0.0");
        drill.storm.pass(untilTen(drill));
        drill.send(stop(InFlight.CANCEL));
        String waiting = drill.start("live", "3.0.0");
        drill.send(new DeployCommand.RollBack(Pipelines.SHOP, "live", null, "2.0.0 is slow"));
        drill.workUntilIdle();
        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(drill.view(waiting).state()).isEqualTo(DeploymentState.QUEUED);
        assertThat(drill.storm.now()).isBefore(NOON);
    }

    @Test
    void aStoppedLineHoldsWhatComesAndTreatsWhatIsUnderWayAsSaid() {
        Drill pausing = drill();
        String held = midway(pausing);
        pausing.send(stop(null));
        assertThat(pausing.view(held).hold()).isEqualTo(new HoldView(ClosedBy.LINE, null));
        String queued = pausing.start("live", "3.0.0");
        assertThat(pausing.application().environments().getFirst().stopped().reason())
                .isEqualTo("smoke");
        pausing.send(new DeployCommand.ResumeLine(Pipelines.SHOP, "live", "aired"));
        assertThat(pausing.view(held).paused()).isFalse();
        pausing.calmDown();
        assertThat(pausing.view(queued).state()).isEqualTo(DeploymentState.SUCCEEDED);

        Drill cancelling = drill();
        String gone = midway(cancelling);
        cancelling.send(stop(InFlight.CANCEL));
        cancelling.workUntilIdle();
        assertThat(cancelling.view(gone).state()).isEqualTo(DeploymentState.CANCELLED);

        Drill finishing = drill();
        String done = midway(finishing);
        finishing.send(stop(InFlight.FINISH));
        finishing.workUntilIdle();
        assertThat(finishing.view(done).state()).isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void stoppingAndStartingTheLineTakesAReasonAndARole() {
        Drill drill = drill();
        assertThat(drill.storm.send(new DeployCommand.StopLine(Pipelines.SHOP, "live", " ", null), "ann"))
                .isFalse();
        assertThat(drill.storm.send(stop(null), "bob")).isFalse();
        assertThat(drill.storm.send(new DeployCommand.StopLine(Pipelines.SHOP, "moon", "smoke", null), "ann"))
                .isFalse();
        assertThat(drill.storm.send(new DeployCommand.ResumeLine(Pipelines.SHOP, "live", "aired"), "ann"))
                .isFalse();
        drill.send(stop(null));
        assertThat(drill.storm.send(stop(null), "ann")).isFalse();
        assertThat(drill.storm.send(new DeployCommand.ResumeLine(Pipelines.SHOP, "live", ""), "ann"))
                .isFalse();
        drill.send(new DeployCommand.ResumeLine(Pipelines.SHOP, "live", "aired"));
        assertThat(drill.storm.alerts)
                .extracting(Alert::kind, Alert::severity, Alert::by)
                .containsExactly(
                        tuple("line.stopped", Alert.Severity.WARNING, "ann"),
                        tuple("line.resumed", Alert.Severity.INFO, "ann"));
    }

    @Test
    void theGlassIsBrokenByWhoeverHasTheRoleWithAReasonAndWithAnAlert() {
        Drill drill = drill(window(InFlight.PAUSE, OnStart.WAIT));
        drill.storm.pass(untilTen(drill));
        drill.send(stop(null));
        String id = drill.start("live", "1.0.1");
        assertThat(drill.storm.send(glass(id, "it burns"), "ann")).isFalse();
        assertThat(drill.storm.send(glass(id, "it burns"), "ci/bob")).isFalse();
        assertThat(drill.storm.send(glass(id, " "), "bob")).isFalse();
        assertThat(drill.storm.send(glass(id, "it burns"), "bob")).isTrue();
        assertThat(drill.storm.send(glass(id, "again"), "bob")).isFalse();
        assertThat(drill.storm.alerts.getLast())
                .returns("glass.broken", Alert::kind)
                .returns("it burns", Alert::detail)
                .returns("bob", Alert::by)
                .returns(id, Alert::deploymentId);
        drill.workUntilIdle();
        assertThat(drill.view(id).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.storm.now()).isBefore(NOON);
        assertThat(drill.storm.state().stopped()).containsKey("live");
    }

    @Test
    void aRequestCanBreakTheGlassAtOnce() {
        Drill drill = drill(window(InFlight.CANCEL, OnStart.REJECT));
        drill.storm.pass(untilTen(drill));
        DeployCommand.Start plain = Pipelines.start("live", "1.0.1");
        var urgent = new DeployCommand.Start(
                Pipelines.SHOP, "live", "1.0.1", plain.source(), Map.of(), null, null, "it burns");
        assertThat(drill.storm.send(urgent, "ann")).isFalse();
        Drill oncall = drill(
                new Directory(Map.of("operator", Set.of("ann"), "oncall", Set.of("ann"))),
                window(InFlight.CANCEL, OnStart.REJECT));
        oncall.storm.pass(untilTen(oncall));
        oncall.send(urgent);
        oncall.workUntilIdle();
        assertThat(oncall.lane("live").current().orElseThrow().version()).isEqualTo("1.0.1");
        assertThat(oncall.storm.alerts).extracting(Alert::kind).containsExactly("glass.broken");
    }

    @Test
    void aDeploymentThatMayNotStartTakesNobodysPlace() {
        Drill drill = new Drill(
                Pipelines.application(Pipelines.environment("live")
                        .strategy(Pipelines.CANARY)
                        .freeze(window(InFlight.FINISH, OnStart.WAIT))
                        .queue(QueueSpec.Policy.CANCEL_RUNNING, 5)
                        .build()),
                ROLES);
        String running = midway(drill);
        drill.storm.pass(untilTen(drill));
        String newer = drill.start("live", "3.0.0");
        assertThat(drill.view(running).state()).isEqualTo(DeploymentState.ROLLING_OUT);
        assertThat(drill.view(newer).state()).isEqualTo(DeploymentState.QUEUED);
    }

    /** A second release that stays at ten percent from a minute before ten o'clock to a minute after. */
    private static String midway(Drill drill) {
        drill.deliver("live", "1.0.0");
        drill.storm.pass(untilTen(drill).minusMinutes(1));
        String id = drill.start("live", "2.0.0");
        drill.workUntil(id, "pause-10-web");
        DeploymentView view = drill.view(id);
        assertThat(view.state()).isEqualTo(DeploymentState.ROLLING_OUT);
        assertThat(drill.storm.now()).isBefore(TEN);
        return id;
    }

    private static Duration untilTen(Drill drill) {
        return Duration.between(drill.storm.now(), TEN);
    }

    private static FreezeWindow window(InFlight inFlight, OnStart onStart) {
        return new FreezeWindow("morning", "0 10 * * *", Duration.ofHours(2), UTC, inFlight, onStart);
    }

    private static Drill drill(FreezeWindow... windows) {
        return drill(ROLES, windows);
    }

    private static Drill drill(Directory roles, FreezeWindow... windows) {
        return new Drill(
                Pipelines.application(Pipelines.environment("live")
                        .strategy(Pipelines.CANARY)
                        .freeze(windows)
                        .breakGlass("oncall")
                        .build()),
                roles);
    }

    private static Drill drill(ApplicationSpec spec) {
        return new Drill(spec, ROLES);
    }

    private static ApplicationSpec approved(FreezeWindow window) {
        return Pipelines.application(Pipelines.environment("live")
                .freeze(window)
                .approval(new ApprovalSpec(1, List.of("bob"), Duration.ofDays(2)))
                .build());
    }

    private static DeployCommand stop(InFlight inFlight) {
        return new DeployCommand.StopLine(Pipelines.SHOP, "live", "smoke", inFlight);
    }

    private static DeployCommand resume(String id) {
        return new DeployCommand.Resume(Pipelines.SHOP, id);
    }

    private static DeployCommand glass(String id, String reason) {
        return new DeployCommand.BreakGlass(Pipelines.SHOP, id, reason);
    }
}
