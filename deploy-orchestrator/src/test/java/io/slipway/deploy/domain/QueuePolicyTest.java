package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.DeploymentTransition;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.OnFailure;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.QueueSpec.Policy;
import io.slipway.events.deploy.pipeline.VerificationSpec;
import io.slipway.events.deploy.task.VerifyTask;

import static org.assertj.core.api.Assertions.assertThat;

/** What a deployment does to those that came before it, under each policy. */
class QueuePolicyTest {
    private static final ApprovalSpec ONE = new ApprovalSpec(1, List.of(), Duration.ofHours(1));

    @Test
    void queuedDeploymentsAreNeverLost() {
        Shipyard yard = live(Policy.QUEUE, 5);
        List<String> ids = List.of(yard.deploy("live", "1"), yard.deploy("live", "2"), yard.deploy("live", "3"));
        yard.workAll();

        assertThat(ids).allSatisfy(id -> yard.assertState(id, DeploymentState.SUCCEEDED));
    }

    @Test
    void oneMoreThanMayWaitIsRefused() {
        Shipyard yard = live(Policy.QUEUE, 2);
        yard.deploy("live", "1");
        yard.deploy("live", "2");
        yard.deploy("live", "3");

        yard.scenario.when(Pipelines.start("live", "4")).thenRefused(Refusal.Code.CONFLICT, "2 deployments wait");
    }

    @Test
    void aNewerDeploymentTakesThePlaceOfThoseThatWait() {
        Shipyard yard = live(Policy.SUPERSEDE, 2);
        String running = yard.deploy("live", "1");
        String second = yard.deploy("live", "2");
        String third = yard.deploy("live", "3");

        yard.assertState(second, DeploymentState.SUPERSEDED);
        assertThat(superseded(yard, second)).isEqualTo(third);
        yard.workAll();
        yard.assertState(running, DeploymentState.SUCCEEDED);
        yard.assertState(third, DeploymentState.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(names = {"SUPERSEDE", "CANCEL_RUNNING"})
    void whatWaitsForAnApprovalGivesWay(Policy policy) {
        Shipyard yard = new Shipyard(Pipelines.application(
                Pipelines.environment("live").approval(ONE).queue(policy, 2).build()));
        String older = yard.deploy("live", "1");
        yard.workUntil(older, StepAction.AwaitApproval.class);
        String newer = yard.deploy("live", "2");

        yard.assertState(older, DeploymentState.SUPERSEDED);
        yard.assertState(newer, DeploymentState.BUILDING);
    }

    @Test
    void itGivesWayAlsoWhereTheNewerOneWasThereBeforeItWaitedForAnApproval() {
        Shipyard yard = new Shipyard(Pipelines.application(Pipelines.environment("live")
                .approval(ONE)
                .queue(Policy.SUPERSEDE, 2)
                .build()));
        String older = yard.deploy("live", "1");
        String newer = yard.deploy("live", "2");
        yard.assertState(older, DeploymentState.BUILDING);
        yard.work(older);

        yard.assertState(older, DeploymentState.SUPERSEDED);
        yard.assertState(newer, DeploymentState.BUILDING);
    }

    @Test
    void whatIsPausedAfterAFailureGoesBackAndGivesWay() {
        Shipyard yard = new Shipyard(Pipelines.application(Pipelines.environment("live")
                .onFailure(OnFailure.PAUSE)
                .queue(Policy.SUPERSEDE, 2)
                .build()));
        String older = yard.deploy("live", "1");
        yard.workUntil(older, StepAction.Converge.class);
        yard.fail(older, false);
        assertThat(yard.get(older).isStuck()).isTrue();
        String newer = yard.deploy("live", "2");

        yard.assertState(older, DeploymentState.ROLLING_BACK);
        yard.assertState(newer, DeploymentState.QUEUED);
        yard.workAll();
        yard.assertState(older, DeploymentState.SUPERSEDED);
        assertThat(superseded(yard, older)).isEqualTo(newer);
        yard.assertState(newer, DeploymentState.SUCCEEDED);
    }

    @Test
    void whatAPersonPausedIsLeftAlone() {
        Shipyard yard = live(Policy.SUPERSEDE, 2);
        String older = yard.deploy("live", "1");
        yard.scenario.given(new DeployCommand.Pause(Pipelines.SHOP, older, "wait for me"));
        yard.deploy("live", "2");

        yard.assertState(older, DeploymentState.BUILDING);
    }

    @Test
    void theRunningOneGoesBackFirstWhereThePolicySaysSo() {
        Shipyard yard = live(Policy.CANCEL_RUNNING, 2);
        String older = yard.deploy("live", "1");
        yard.workUntil(older, StepAction.Converge.class);
        String newer = yard.deploy("live", "2");

        yard.assertState(older, DeploymentState.ROLLING_BACK);
        yard.assertState(newer, DeploymentState.QUEUED);
        yard.workAll();
        yard.assertState(older, DeploymentState.SUPERSEDED);
        yard.assertState(newer, DeploymentState.SUCCEEDED);
    }

    @Test
    void theRunningOneEndsAtOnceWhereItHasTouchedNothing() {
        Shipyard yard = live(Policy.CANCEL_RUNNING, 2);
        String older = yard.deploy("live", "1");
        String newer = yard.deploy("live", "2");

        yard.assertState(older, DeploymentState.SUPERSEDED);
        yard.assertState(newer, DeploymentState.BUILDING);
    }

    @Test
    void whatIsBeingPromotedIsNotStopped() {
        Shipyard yard = live(Policy.CANCEL_RUNNING, 2);
        yard.deliver("live", "1");
        String older = yard.deploy("live", "2");
        while (yard.state(older) != DeploymentState.PROMOTING) {
            yard.work(older);
        }
        String newer = yard.deploy("live", "3");

        yard.assertState(older, DeploymentState.PROMOTING);
        yard.workAll();
        yard.assertState(older, DeploymentState.SUCCEEDED);
        yard.assertState(newer, DeploymentState.SUCCEEDED);
    }

    @Test
    void aRollbackIsNeverEvicted() {
        Shipyard yard = live(Policy.CANCEL_RUNNING, 2);
        yard.deliver("live", "1");
        yard.deliver("live", "2");
        yard.scenario.given(new DeployCommand.RollBack(Pipelines.SHOP, "live", "shop-live-1", null));
        String back = yard.scenario.state().lane("live").holder().orElseThrow().id();
        String newer = yard.deploy("live", "3");

        yard.assertState(newer, DeploymentState.QUEUED);
        yard.workAll();
        yard.assertState(back, DeploymentState.SUCCEEDED);
        yard.assertState(newer, DeploymentState.SUCCEEDED);
    }

    @Test
    void aTakenEnvironmentRefusesWhereThePolicyIsReject() {
        Shipyard yard = live(Policy.REJECT, 2);
        String running = yard.deploy("live", "1");

        yard.scenario.when(Pipelines.start("live", "2")).thenRefused(Refusal.Code.CONFLICT, running, "reject");
        yard.workAll();
        yard.assertState(running, DeploymentState.SUCCEEDED);
        yard.deliver("live", "2");
    }

    @Test
    void aPromotionIntoATakenEnvironmentIsSeenAsRejected() {
        Shipyard yard = new Shipyard(Pipelines.application(
                Pipelines.environment("staging").promotion(Promotion.AUTO).build(),
                Pipelines.environment("live").queue(Policy.REJECT, 2).build()));
        String first = yard.deploy("staging", "1");
        while (yard.state(first) != DeploymentState.SUCCEEDED) {
            yard.work(first);
        }
        String second = yard.deploy("staging", "2");
        while (yard.state(second) != DeploymentState.SUCCEEDED) {
            yard.work(second);
        }

        yard.assertState("shop-live-1", DeploymentState.ROLLING_OUT);
        yard.assertState("shop-live-2", DeploymentState.REJECTED);
    }

    @Test
    void aVerificationWithTooLittleDataIsStuckUntilSomebodyOrSomethingNewerComes() {
        Shipyard yard = new Shipyard(Pipelines.application(Pipelines.environment("live")
                .verification(new VerificationSpec(List.of(), Pipelines.THRESHOLDS, Duration.ZERO))
                .queue(Policy.SUPERSEDE, 2)
                .build()));
        String older = yard.deploy("live", "1");
        yard.workUntil(older, StepAction.Verify.class);
        yard.verdict(older, VerifyTask.Verdict.INCONCLUSIVE);
        String newer = yard.deploy("live", "2");
        yard.workAll();

        yard.assertState(older, DeploymentState.SUPERSEDED);
        yard.assertState(newer, DeploymentState.SUCCEEDED);
    }

    private static Shipyard live(Policy policy, int limit) {
        return new Shipyard(Pipelines.application(
                Pipelines.environment("live").queue(policy, limit).build()));
    }

    private static String superseded(Shipyard yard, String id) {
        return yard.scenario.history().stream()
                .filter(DeploymentTransition.Superseded.class::isInstance)
                .map(DeploymentTransition.Superseded.class::cast)
                .filter(event -> event.deploymentId().equals(id))
                .map(DeploymentTransition.Superseded::supersededBy)
                .findFirst()
                .orElseThrow();
    }
}
