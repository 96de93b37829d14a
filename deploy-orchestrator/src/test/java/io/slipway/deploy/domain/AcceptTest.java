package io.slipway.deploy.domain;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.state.Step;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.Acceptance;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.StepAction;
import io.slipway.events.deploy.StepEvent;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.OnFailure;
import io.slipway.events.deploy.task.VerifyTask.Verdict;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.deploy.view.StepView;

import static org.assertj.core.api.Assertions.assertThat;

/** What had too little data to tell neither passes nor fails: a person looks again, gives up, or takes it for good. */
class AcceptTest {
    private final Shipyard yard = new Shipyard(Pipelines.application(Pipelines.environment("live")
            .verification(Pipelines.CHECKED)
            .onFailure(OnFailure.PAUSE)
            .build()));
    private String id = "";

    @BeforeEach
    void verify() {
        id = yard.deploy("live", "1.0.0");
        yard.workUntil(id, StepAction.Verify.class);
    }

    @Test
    void itPausesAndSaysWhatCanBeDone() {
        yard.verdict(id, Verdict.INCONCLUSIVE);

        assertThat(yard.get(id).isPaused()).isTrue();
        assertThat(yard.get(id).message())
                .contains("too little traffic to tell: looked")
                .contains("resume", "accept", "cancel");
        assertThat(yard.running(id).output()).as("what was measured is kept").isNotNull();
    }

    @Test
    void aPersonTakesItForGoodAndSaysWhy() {
        yard.verdict(id, Verdict.INCONCLUSIVE);
        Step open = yard.running(id);
        yard.scenario.given(accept("a quiet night, the dashboards are fine"));

        assertThat(yard.scenario.history())
                .contains(new StepEvent.Accepted(
                        Pipelines.SHOP,
                        "live",
                        id,
                        open.id(),
                        open.attempt(),
                        "tester",
                        "a quiet night, the dashboards are fine"))
                .contains(new DeploymentEvent.Resumed(Pipelines.SHOP, "live", id, "tester"));
        Step step = yard.get(id).step(open.id()).orElseThrow();
        assertThat(step.status()).isEqualTo(StepStatus.SUCCEEDED);
        assertThat(step.acceptance()).isEqualTo(new Acceptance("tester", "a quiet night, the dashboards are fine"));
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
    }

    @Test
    void itIsSeenInTheDocument() {
        Drill drill = new Drill(Pipelines.application(
                Pipelines.environment("live").verification(Pipelines.CHECKED).build()));
        String shown = drill.start("live", "1.0.0");
        drill.workUntil(shown, "verify");
        drill.verdict(shown, Verdict.INCONCLUSIVE);
        drill.send(new DeployCommand.Accept(Pipelines.SHOP, shown, "quiet night"));

        DeploymentView view = drill.view(shown);
        StepView step = view.steps().stream()
                .filter(candidate -> candidate.action() instanceof StepAction.Verify)
                .findFirst()
                .orElseThrow();
        assertThat(step.acceptance()).isEqualTo(new Acceptance("ann", "quiet night"));
        assertThat(step.message()).isEqualTo("accepted by ann: quiet night (looked)");
        assertThat(view.paused()).isFalse();
    }

    @Test
    void whoLooksAgainMayFindItGoodOrBad() {
        yard.verdict(id, Verdict.INCONCLUSIVE);
        yard.scenario.given(new DeployCommand.Resume(Pipelines.SHOP, id));
        yard.verdict(id, Verdict.INCONCLUSIVE);
        yard.scenario.given(new DeployCommand.Resume(Pipelines.SHOP, id));
        assertThat(yard.running(id).attempt()).isEqualTo(3);
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
    }

    @Test
    void whatIsBadCannotBeAccepted() {
        yard.verdict(id, Verdict.FAILED);
        assertThat(yard.get(id).isPaused()).as("onFailure: pause").isTrue();
        refused(Refusal.Code.CONFLICT, "because", "nothing to accept");
    }

    @Test
    void whatIsUnderWayCannotBeAcceptedNorWithoutAReason() {
        refused(Refusal.Code.CONFLICT, "because", "nothing to accept");
        yard.verdict(id, Verdict.INCONCLUSIVE);
        refused(Refusal.Code.INVALID, " ", "say why");
        yard.scenario.given(new DeployCommand.Cancel(Pipelines.SHOP, id, null));
        yard.workAll();
        refused(Refusal.Code.CONFLICT, "because", "cancelled");
    }

    private void refused(Refusal.Code code, String reason, String words) {
        yard.scenario.when(accept(reason)).thenRefused(code, words);
    }

    private DeployCommand accept(String reason) {
        return new DeployCommand.Accept(Pipelines.SHOP, id, reason);
    }
}
