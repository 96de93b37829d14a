package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.state.Release;
import io.slipway.deploy.domain.state.Step;
import io.slipway.events.alert.Alert;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.deploy.view.StepStatus;
import io.slipway.events.deploy.view.StepView;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Artifacts and configuration go together: what ran with what is known, and comes back together. */
class ConfigPinTest {
    private static final String OLD = "a".repeat(64);
    private static final String NEW = "b".repeat(64);
    private static final DeployCommand BACK = new DeployCommand.RollBack(SHOP, "live", null, "orders are slow");

    private final Drill drill = new Drill(Pipelines.application(Pipelines.environment("live")
            .strategy(new StrategySpec.BlueGreen())
            .attempts(1)
            .build()));
    private String first;
    private String second;

    @BeforeEach
    void twoReleasesEachWithAConfigurationOfItsOwn() {
        live(OLD);
        first = drill.deliver("live", "1.0.0");
        live(NEW);
        second = drill.deliver("live", "2.0.0");
    }

    @Test
    void aDeploymentIsPinnedToWhatIsLiveWhenItRollsOut() {
        assertThat(drill.view(first).configRevision()).isEqualTo(OLD);
        assertThat(drill.view(second).configRevision()).isEqualTo(NEW);
        assertThat(drill.converging(second))
                .flatExtracting(ConvergeTask::releases)
                .extracting(ConvergeTask.Release::version, ConvergeTask.Release::configRevision)
                .as("drivers are told, of the release before as well")
                .contains(tuple("1.0.0", OLD), tuple("2.0.0", NEW));
        assertThat(environment().configRevision()).isEqualTo(NEW);
        assertThat(environment().releases())
                .extracting(ApplicationView.ReleaseView::configRevision)
                .containsExactly(OLD);
    }

    @Test
    void whatChangesWhileItWaitsIsPinnedAndWhatChangesAfterwardsIsNot() {
        String third = drill.start("live", "3.0.0");
        assertThat(drill.view(third).configRevision()).isNull();
        live(OLD);
        drill.workUntil(third, "start-web");
        live(NEW);
        drill.calmDown();

        assertThat(drill.view(third).configRevision()).isEqualTo(OLD);
    }

    @Test
    void aRollbackAsksForTheConfigurationOfThenBeforeItStartsAnything() {
        drill.send(BACK);
        String back = "shop-live-3";

        assertThat(drill.storm.configCommands).singleElement().satisfies(envelope -> {
            assertThat(envelope.actor()).isEqualTo("ann");
            assertThat(envelope.data())
                    .isEqualTo(new ConfigCommand.RollBack(
                            SHOP,
                            "live",
                            OLD,
                            back + " goes back: orders are slow",
                            drill.running(back).deadline()));
        });
        assertThat(drill.converging(back)).isEmpty();
        live(OLD);
        drill.calmDown();

        assertThat(drill.view(back).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.view(back).configRevision()).isEqualTo(OLD);
        assertThat(drill.lane("live").current().map(Release::configRevision)).contains(OLD);
    }

    @Test
    void theAnswerIsEnoughToGoOnWith() {
        drill.send(BACK);
        conclude("shop-live-3", null);
        drill.calmDown();

        assertThat(drill.view("shop-live-3").configRevision()).isEqualTo(OLD);
        assertThat(drill.view("shop-live-3").steps().getFirst().status()).isEqualTo(StepStatus.SUCCEEDED);
    }

    @Test
    void aRefusalDoesNotKeepTheArtifactsFromGoingBackAndIsAnAlert() {
        drill.send(BACK);
        conclude("shop-live-3", "live never had it");
        drill.calmDown();

        DeploymentView back = drill.view("shop-live-3");
        assertThat(back.state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(back.configRevision()).as("what is live all the same").isEqualTo(NEW);
        assertThat(back.steps().getFirst().message()).contains("live never had it");
        assertThat(drill.storm.alerts)
                .filteredOn(alert -> alert.kind().equals("config.kept"))
                .singleElement()
                .satisfies(alert -> {
                    assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
                    assertThat(alert.deploymentId()).isEqualTo(back.id());
                });
    }

    @Test
    void withoutAnAnswerItGoesOnAfterAMinute() {
        drill.send(BACK);
        drill.storm.pass(Duration.ofSeconds(59));
        assertThat(drill.converging("shop-live-3")).isEmpty();
        drill.storm.pass(Duration.ofSeconds(1));
        drill.calmDown();

        assertThat(drill.view("shop-live-3").state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.storm.alerts).extracting(Alert::kind).contains("config.kept");
    }

    @Test
    void anAnswerThatComesTooLateChangesNothing() {
        drill.send(BACK);
        Step asked = drill.running("shop-live-3");
        drill.storm.pass(Duration.ofMinutes(1));
        int before = drill.storm.history().size();
        drill.send(new DeployCommand.ConcludeRestore(SHOP, "shop-live-3", asked.id(), asked.attempt(), null));

        assertThat(drill.storm.history()).hasSize(before);
    }

    @Test
    void aRollbackThatFailsTakesItsConfigurationBackAsWell() {
        drill.send(BACK);
        live(OLD);
        drill.workUntil("shop-live-3", "start-web");
        drill.fail("shop-live-3");

        assertThat(drill.view("shop-live-3").state()).isEqualTo(DeploymentState.ROLLING_BACK);
        assertThat(drill.storm.configCommands)
                .extracting(envelope -> ((ConfigCommand.RollBack) envelope.data()).revision())
                .containsExactly(OLD, NEW);
        live(NEW);
        drill.calmDown();
        assertThat(drill.view("shop-live-3").state()).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void whoeverWantsItKeepsTheConfiguration() {
        drill.send(new DeployCommand.RollBack(SHOP, "live", null, "slow", null, null, true));
        drill.calmDown();

        assertThat(drill.storm.configCommands).isEmpty();
        assertThat(drill.view("shop-live-3").configRevision()).isEqualTo(NEW);
    }

    @Test
    void theSameArtifactWithAnotherConfigurationIsSomethingToGoBackTo() {
        String third = drill.deliver("live", "2.0.0");
        live(OLD);
        String fourth = drill.deliver("live", "2.0.0");
        assertThat(drill.view(third).configRevision()).isEqualTo(NEW);
        drill.send(BACK);

        assertThat(drill.view("shop-live-5").rollbackOf()).isEqualTo(fourth);
        assertThat(drill.view("shop-live-5").rollbackTo()).isEqualTo(third);
    }

    @Test
    void withoutAConfigServiceDeploymentsAreAsTheyWere() {
        Drill plain =
                new Drill(Pipelines.application(Pipelines.environment("live").build()));
        plain.deliver("live", "1.0.0");
        plain.deliver("live", "2.0.0");
        plain.send(BACK);
        plain.calmDown();

        assertThat(List.of(plain.view("shop-live-2"), plain.view("shop-live-3")))
                .allSatisfy(view -> assertThat(view.configRevision()).isNull())
                .flatExtracting(DeploymentView::steps)
                .extracting(StepView::id)
                .noneMatch(id -> id.endsWith("config"));
        assertThat(plain.storm.configCommands).isEmpty();
    }

    private void live(String revision) {
        drill.send(new DeployCommand.ObserveConfig(SHOP, "live", revision, "shop-live-config-1"));
    }

    private void conclude(String id, String refused) {
        Step step = drill.running(id);
        drill.send(new DeployCommand.ConcludeRestore(SHOP, id, step.id(), step.attempt(), refused));
    }

    private ApplicationView.EnvironmentView environment() {
        return drill.application().environments().getFirst();
    }
}
