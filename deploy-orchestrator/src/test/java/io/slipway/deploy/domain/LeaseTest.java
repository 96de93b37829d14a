package io.slipway.deploy.domain;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.events.task.TaskReport;

import static org.assertj.core.api.Assertions.assertThat;

/** The attempt number fences: whoever lost the work cannot change anything any more. */
class LeaseTest {
    private final Shipyard yard =
            new Shipyard(Pipelines.application(Pipelines.environment("live").build()));
    private final String id = yard.deploy("live", "1.0.0");

    @Test
    void isHandedOutAgainWhenTheWorkerFallsSilent() {
        yard.begin(id);
        yard.scenario.advance(Shipyard.LEASE);
        assertThat(yard.running(id).attempt()).isEqualTo(2);
        assertThat(yard.running(id).worker()).isNull();
    }

    @Test
    void isKeptAsLongAsItIsRenewed() {
        yard.begin(id);
        for (int i = 0; i < 5; i++) {
            yard.scenario.advance(Duration.ofSeconds(7));
            yard.scenario.given(new TaskReport.Renewed(task(), 1, Shipyard.WORKER, yard.scenario.now()));
        }
        assertThat(yard.running(id).attempt()).isEqualTo(1);
    }

    @Test
    void isHandedOutAgainAtOnceWhenItIsGivenBack() {
        yard.begin(id);
        yard.scenario.given(new TaskReport.Released(task(), 1, Shipyard.WORKER));
        assertThat(yard.running(id).attempt()).isEqualTo(2);
    }

    @Test
    void isHandedOutAgainWhenNobodyTakesIt() {
        yard.scenario.advance(Duration.ofMinutes(5));
        assertThat(yard.running(id).attempt()).isEqualTo(2);
    }

    @Test
    void theResultOfAnOlderAttemptChangesNothing() {
        yard.begin(id);
        var late = new TaskReport.Succeeded(
                task(),
                1,
                Shipyard.WORKER,
                Shipyard.output(yard.running(id).plan().action(), Verdict.PASSED));
        yard.scenario.advance(Shipyard.LEASE);
        yard.scenario.when(late).thenNothing();
        yard.scenario
                .when(new TaskReport.Renewed(task(), 1, Shipyard.WORKER, yard.scenario.now()))
                .thenRefused(Refusal.Code.CONFLICT, "is over");
    }

    @Test
    void belongsToTheWorkerThatTookItFirst() {
        yard.begin(id);
        yard.scenario.when(yard.started(id, Shipyard.WORKER)).thenNothing();
        yard.scenario.when(yard.started(id, "other/deploy")).thenRefused(Refusal.Code.CONFLICT, "another worker's");
    }

    @Test
    void aResultDeliveredTwiceCountsOnce() {
        yard.begin(id);
        Step step = yard.running(id);
        var result = new TaskReport.Succeeded(
                task(), 1, Shipyard.WORKER, Shipyard.output(step.plan().action(), Verdict.PASSED));
        yard.scenario.given(result);
        yard.scenario.when(result).thenNothing();
    }

    @Test
    void theWorkerOfACancelledDeploymentIsToldToStop() {
        yard.begin(id);
        String task = task();
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, id, null));
        yard.assertState(id, DeploymentState.CANCELLED);
        yard.scenario
                .when(new TaskReport.Renewed(task, 1, Shipyard.WORKER, yard.scenario.now()))
                .thenRefused(Refusal.Code.CONFLICT, "stop it");
    }

    @Test
    void givesUpOnWorkThatTakesTooLong() {
        yard.begin(id);
        while (yard.state(id) == DeploymentState.BUILDING) {
            yard.scenario.advance(Duration.ofSeconds(9));
            if (yard.state(id) == DeploymentState.BUILDING) {
                yard.scenario.given(new TaskReport.Renewed(task(), 1, Shipyard.WORKER, yard.scenario.now()));
            }
        }
        yard.assertState(id, DeploymentState.FAILED);
    }

    private String task() {
        return Shipyard.task(id, yard.running(id));
    }
}
