package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.events.deploy.view.StepStatus;

import static io.slipway.events.deploy.DeploymentState.AWAITING_APPROVAL;
import static io.slipway.events.deploy.DeploymentState.BUILDING;
import static io.slipway.events.deploy.DeploymentState.CANCELLED;
import static io.slipway.events.deploy.DeploymentState.FAILED;
import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.PROMOTING;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.events.deploy.DeploymentState.REJECTED;
import static io.slipway.events.deploy.DeploymentState.ROLLED_BACK;
import static io.slipway.events.deploy.DeploymentState.ROLLING_BACK;
import static io.slipway.events.deploy.DeploymentState.ROLLING_OUT;
import static io.slipway.events.deploy.DeploymentState.SUCCEEDED;
import static io.slipway.events.deploy.DeploymentState.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;

class DeploymentTest {
    private final Shipyard yard = new Shipyard(Pipelines.stagingAndProduction());

    @Test
    void goesThroughStagingToProductionByItself() {
        yard.deliver("staging", "1.0.0");

        assertThat(yard.path("shop-staging-1"))
                .containsExactly(QUEUED, GATES, BUILDING, ROLLING_OUT, PROMOTING, SUCCEEDED);
        assertThat(yard.path("shop-production-1"))
                .as("what passed staging is not built again")
                .containsExactly(QUEUED, GATES, ROLLING_OUT, VERIFYING, PROMOTING, SUCCEEDED);
        assertThat(yard.scenario
                        .state()
                        .lane("production")
                        .current()
                        .orElseThrow()
                        .version())
                .isEqualTo("1.0.0");
    }

    @Test
    void bringsASecondVersionInByCanary() {
        yard.deliver("staging", "1.0.0");
        yard.deploy("staging", "2.0.0");
        yard.workUntil("shop-staging-2", StepAction.Converge.class);
        yard.workAll();

        var canary = yard.get("shop-production-2");
        assertThat(canary.state()).isEqualTo(SUCCEEDED);
        assertThat(canary.steps()).allMatch(step -> step.status() == StepStatus.SUCCEEDED);
        assertThat(canary.weights()).isEqualTo(Map.of("web", Map.of("shop-production-2", 100)));
    }

    @Test
    void goesBackByItselfWhenItsTrafficIsBad() {
        yard.deliver("staging", "1.0.0");
        yard.deploy("staging", "2.0.0");
        while (yard.state("shop-production-2") == null) {
            yard.work("shop-staging-2");
        }
        yard.workUntil("shop-production-2", StepAction.Analyze.class);
        yard.verdict("shop-production-2", Verdict.FAILED);

        yard.assertState("shop-production-2", ROLLING_BACK);
        yard.workAll();
        yard.assertState("shop-production-2", ROLLED_BACK);
        var lane = yard.scenario.state().lane("production");
        assertThat(lane.current().orElseThrow().deploymentId()).isEqualTo("shop-production-1");
        assertThat(yard.get("shop-production-2").weights()).isEqualTo(Map.of("web", Map.of("shop-production-1", 100)));
    }

    @Test
    void pausesWhenThereIsTooLittleTrafficToTell() {
        yard.deliver("staging", "1.0.0");
        yard.deploy("staging", "2.0.0");
        while (yard.state("shop-production-2") == null) {
            yard.work("shop-staging-2");
        }
        yard.workUntil("shop-production-2", StepAction.Analyze.class);
        yard.verdict("shop-production-2", Verdict.INCONCLUSIVE);

        assertThat(yard.get("shop-production-2").isPaused()).isTrue();
        yard.assertState("shop-production-2", ROLLING_OUT);
        yard.scenario.given(new DeployCommand.Resume(Pipelines.SHOP, "shop-production-2"));
        yard.workAll();
        yard.assertState("shop-production-2", SUCCEEDED);
    }

    @Test
    void waitsForTheOneBeforeItInTheSameEnvironment() {
        String first = yard.deploy("staging", "1.0.0");
        String second = yard.deploy("staging", "2.0.0");
        String third = yard.deploy("staging", "3.0.0");

        yard.assertState(first, BUILDING);
        yard.assertState(second, QUEUED);
        assertThat(yard.scenario.state().lane("staging").positionOf(third)).isEqualTo(2);
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, first, null));
        yard.assertState(first, CANCELLED);
        yard.assertState(second, BUILDING);
        yard.assertState(third, QUEUED);
    }

    @Test
    void isRefusedWithoutADeclaredApplicationOrEnvironment() {
        yard.scenario
                .when(Pipelines.start("moon", "1.0.0"))
                .thenRefused(Refusal.Code.NOT_FOUND, "no environment moon", "staging, production");
    }

    @Test
    void isRefusedWithoutAnythingToBuild() {
        yard.scenario
                .when(new DeployCommand.Start(Pipelines.SHOP, "staging", "1.0.0", null, Map.of(), null))
                .thenRefused(Refusal.Code.INVALID, "web", "needs a source");
    }

    @Test
    void isRejectedByAGateThatDoesNotHold() {
        String id = yard.deploy("production", "9.0.0");
        yard.assertState(id, REJECTED);
        assertThat(yard.get(id).message()).contains("staging-passed", "9.0.0 has not succeeded in staging");
    }

    @Test
    void isRejectedWhileAFreezeWindowIsOpen() {
        // The scenario starts on a Monday at nine, UTC.
        FreezeWindow mondays = new FreezeWindow("mondays", "0 8 * * 1", Duration.ofHours(4), ZoneId.of("UTC"));
        Shipyard frozen = new Shipyard(Pipelines.application(
                Pipelines.environment("live").freeze(mondays).build()));
        String id = frozen.deploy("live", "1.0.0");
        frozen.assertState(id, REJECTED);
        assertThat(frozen.get(id).message()).contains("mondays", "open until 2026-11-23T12:00Z");

        frozen.scenario.advance(Duration.ofHours(3));
        frozen.assertState(frozen.deploy("live", "1.0.0"), BUILDING);
    }

    @Test
    void asksAnHttpGateThroughAWorker() {
        var gate = new GateSpec.Http("up", "http://localhost/up", 200, Duration.ofSeconds(1));
        Shipyard gated = new Shipyard(
                Pipelines.application(Pipelines.environment("live").gates(gate).build()));
        String id = gated.deploy("live", "1.0.0");
        gated.begin(id);
        gated.finish(id, Shipyard.output(new StepAction.EvaluateGate(gate), Verdict.FAILED));
        gated.assertState(id, REJECTED);
    }

    @Test
    void waitsForApprovalsAndTakesEachPersonOnce() {
        Shipyard approved = approving(2);
        String id = untilApproval(approved);

        var approve = new DeployCommand.Approve(Pipelines.SHOP, id, null);
        approved.scenario.by("ann").given(approve);
        approved.scenario.when(approve).thenRefused(Refusal.Code.CONFLICT, "ann has approved");
        approved.assertState(id, AWAITING_APPROVAL);
        approved.scenario.by("bob").given(approve);
        approved.assertState(id, ROLLING_OUT);
    }

    @Test
    void isRejectedWhenNobodyApprovesInTime() {
        Shipyard approved = approving(1);
        String id = untilApproval(approved);
        approved.scenario.advance(Duration.ofHours(24));
        approved.assertState(id, REJECTED);
    }

    @Test
    void isRejectedByAPerson() {
        Shipyard approved = approving(1);
        String id = untilApproval(approved);
        approved.scenario.by("ann").given(new DeployCommand.Reject(Pipelines.SHOP, id, "not today"));
        approved.assertState(id, REJECTED);
        assertThat(approved.get(id).message()).isEqualTo("rejected by ann: not today");
    }

    @Test
    void failsWithoutAWayBackWhenItHasTouchedNothing() {
        String id = yard.deploy("staging", "1.0.0");
        yard.fail(id, false);
        yard.assertState(id, FAILED);
        assertThat(yard.path(id)).doesNotContain(ROLLING_BACK);
    }

    @Test
    void triesAFailedStepAgainAsOftenAsDeclared() {
        Shipyard stubborn = new Shipyard(
                Pipelines.application(Pipelines.environment("live").attempts(3).build()));
        String id = stubborn.deploy("live", "1.0.0");
        stubborn.fail(id, true);
        stubborn.scenario.advance(Duration.ofSeconds(2));
        stubborn.fail(id, true);
        stubborn.scenario.advance(Duration.ofSeconds(4));
        assertThat(stubborn.running(id).attempt()).isEqualTo(3);
        stubborn.fail(id, true);
        stubborn.assertState(id, FAILED);
    }

    @Test
    void waitsForAPersonWhenThePipelineSaysSo() {
        Shipyard careful = new Shipyard(Pipelines.application(Pipelines.environment("live")
                .onFailure(EnvironmentSpec.OnFailure.PAUSE)
                .build()));
        String id = careful.deploy("live", "1.0.0");
        careful.fail(id, false);
        assertThat(careful.get(id).isPaused()).isTrue();

        careful.scenario.given(new DeployCommand.RetryStep(
                Pipelines.SHOP, id, careful.running(id).id()));
        careful.workAll();
        careful.assertState(id, SUCCEEDED);
    }

    @Test
    void isPutBackWhenItIsCancelledHalfWay() {
        yard.deliver("staging", "1.0.0");
        yard.deploy("staging", "2.0.0");
        yard.workUntil("shop-staging-2", StepAction.Converge.class);
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, "shop-staging-2", "changed my mind"));
        yard.assertState("shop-staging-2", ROLLING_BACK);
        yard.work("shop-staging-2");
        yard.assertState("shop-staging-2", CANCELLED);
        assertThat(yard.get("shop-staging-2").message()).contains("changed my mind");
    }

    @Test
    void startsNoStepWhileItIsPaused() {
        String id = yard.deploy("staging", "1.0.0");
        yard.scenario.given(new DeployCommand.Pause(Pipelines.SHOP, id, null));
        yard.begin(id);
        yard.finish(id, Shipyard.output(yard.running(id).plan().action(), Verdict.PASSED));
        assertThat(yard.get(id).current())
                .as("the running step ended, no other began")
                .isEmpty();
        yard.scenario.given(new DeployCommand.Resume(Pipelines.SHOP, id));
        yard.assertState(id, ROLLING_OUT);
    }

    @Test
    void isACommandTooLateOnceItHasEnded() {
        yard.deliver("staging", "1.0.0");
        yard.scenario
                .when(new DeployCommand.Cancel(Pipelines.SHOP, "shop-staging-1", null))
                .thenRefused(Refusal.Code.CONFLICT, "has ended: succeeded");
        yard.scenario
                .when(new DeployCommand.Cancel(Pipelines.SHOP, "shop-staging-77", null))
                .thenRefused(Refusal.Code.NOT_FOUND, "no deployment shop-staging-77");
    }

    @Test
    void goesBackToTheReleaseThatRanThen() {
        yard.deliver("staging", "1.0.0");
        yard.deliver("staging", "2.0.0");
        yard.scenario.given(new DeployCommand.RollBack(Pipelines.SHOP, "production", "shop-production-1", "too slow"));
        yard.workAll();

        var back = yard.get("shop-production-3");
        assertThat(back.state()).isEqualTo(SUCCEEDED);
        assertThat(back.request().rollbackOf()).isEqualTo("shop-production-2");
        assertThat(yard.path(back.id())).doesNotContain(BUILDING, AWAITING_APPROVAL);
        assertThat(yard.scenario
                        .state()
                        .lane("production")
                        .current()
                        .orElseThrow()
                        .version())
                .isEqualTo("1.0.0");
    }

    @Test
    void rollsSeveralServicesOutInTheOrderTheyDependOnEachOther() {
        var spec = new ApplicationSpec(
                Pipelines.SHOP,
                List.of(Pipelines.service("web", "api"), Pipelines.service("api")),
                List.of(Pipelines.environment("live").build()),
                List.of());
        Shipyard two = new Shipyard(spec);
        String first = two.deploy("live", "1.0.0");
        assertThat(two.get(first).steps())
                .as("there is nothing to stop or to retire yet")
                .extracting(step -> step.id())
                .containsExactly("01-build-api", "02-build-web", "03-start-api", "04-start-web", "05-promote");
        String second = two.deploy("live", "2.0.0");
        assertThat(two.get(second).steps())
                .as("the first will be there when the second has its turn")
                .extracting(step -> step.id())
                .containsExactly(
                        "01-build-api",
                        "02-build-web",
                        "03-stop-api",
                        "04-start-api",
                        "05-stop-web",
                        "06-start-web",
                        "07-retire-api",
                        "08-retire-web",
                        "09-promote");
    }

    private static Shipyard approving(int required) {
        return new Shipyard(Pipelines.application(Pipelines.environment("live")
                .approval(new EnvironmentSpec.ApprovalSpec(required, List.of(), Duration.ofHours(24)))
                .build()));
    }

    private static String untilApproval(Shipyard yard) {
        String id = yard.deploy("live", "1.0.0");
        yard.work(id);
        yard.assertState(id, AWAITING_APPROVAL);
        return id;
    }
}
