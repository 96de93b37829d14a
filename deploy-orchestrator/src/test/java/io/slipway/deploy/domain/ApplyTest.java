package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.SourceRef;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;
import io.slipway.events.deploy.pipeline.StrategySpec.Canary;
import io.slipway.events.deploy.pipeline.TrafficThresholds;
import io.slipway.events.deploy.pipeline.VerificationSpec;
import io.slipway.events.task.TaskReport;

import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Pipelines and requests, the wrong ones and those that change under way. */
class ApplyTest {
    private final Shipyard yard = new Shipyard(Pipelines.stagingAndProduction());

    @Test
    void theSameFileAgainChangesNothing() {
        yard.scenario.when(Pipelines.apply(Pipelines.stagingAndProduction())).thenNothing();
        assertThat(yard.scenario.state().pipelineRevision()).isEqualTo(1);
    }

    @Test
    void anotherApplicationsFileIsRefused() {
        ApplicationSpec other =
                new ApplicationSpec("other", Pipelines.stagingAndProduction().services(), List.of(), List.of());
        yard.scenario
                .when(new DeployCommand.Apply(Pipelines.SHOP, other, "sha256:1"))
                .thenRefused(Refusal.Code.INVALID, "declares other");
    }

    @Test
    void aPipelineThatCannotBeFollowedIsRefusedWithAllItsFaults() {
        refused(new ApplicationSpec(Pipelines.SHOP, List.of(), List.of(), List.of()), "2 faults", "services");
        refused(
                new ApplicationSpec(
                        Pipelines.SHOP,
                        List.of(Pipelines.service("web", "api"), Pipelines.service("api", "web")),
                        List.of(Pipelines.environment("live").build()),
                        List.of()),
                "depends on itself");
        refused(
                new ApplicationSpec(
                        Pipelines.SHOP,
                        List.of(Pipelines.service("other")),
                        List.of(Pipelines.environment("live").build()),
                        List.of()),
                "has no port for other");
        refused(
                live(Pipelines.environment("live")
                        .freeze(new FreezeWindow("w", "each friday", Duration.ofHours(1), ZoneId.of("UTC")))),
                "cron");
        refused(
                live(Pipelines.environment("live").approval(new ApprovalSpec(2, List.of("ann"), Duration.ofHours(1)))),
                "can never be had");
        refused(live(Pipelines.environment("live").strategy(new StrategySpec.Rolling(0))), "batch");
        refused(
                live(Pipelines.environment("live")
                        .strategy(new Canary(List.of(
                                new Canary.Step(50, Duration.ZERO, null), new Canary.Step(10, Duration.ZERO, null))))),
                "grow");
        refused(live(Pipelines.environment("live").attempts(0)), "attempts");
        TrafficThresholds blind = new TrafficThresholds(Duration.ofSeconds(5), 0, 0.99, null, null);
        refused(
                live(Pipelines.environment("live").verification(new VerificationSpec(List.of(), blind, Duration.ZERO))),
                "environments[0].verification.traffic.minRequests: has to be at least 1");
        refused(
                live(Pipelines.environment("live")
                        .strategy(new Canary(List.of(new Canary.Step(50, Duration.ZERO, blind))))),
                "environments[0].strategy.steps.minRequests: has to be at least 1");
        assertThat(yard.scenario.state().pipelineRevision()).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayKeepsThePipelineItWasAskedForWith() {
        String id = yard.deploy("staging", "1.0.0");
        yard.scenario.given(Pipelines.apply(live(Pipelines.environment("live"))));
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
        assertThat(yard.scenario.state().lane("production").deployments())
                .as("the next environment is gone")
                .isEmpty();
    }

    @Test
    void aPromotionThatHasNothingToRunIsSeenAsRejected() {
        var handedOver = new ServiceSpec(
                "api", new BuildSpec.Prebuilt(), Pipelines.service("api").run(), List.of());
        String id = yard.deploy("staging", "1.0.0");
        yard.scenario.given(Pipelines.apply(new ApplicationSpec(
                Pipelines.SHOP,
                List.of(Pipelines.service("web"), handedOver),
                Pipelines.stagingAndProduction().environments(),
                List.of())));
        yard.workAll();
        yard.assertState(id, DeploymentState.SUCCEEDED);
        yard.assertState("shop-production-1", DeploymentState.REJECTED);
        assertThat(yard.get("shop-production-1").message()).contains("api is prebuilt and needs an artifact");
    }

    @Test
    void aPromotionBuildsAServiceThatJoinedUnderWay() {
        yard.deploy("staging", "1.0.0");
        yard.scenario.given(Pipelines.apply(new ApplicationSpec(
                Pipelines.SHOP,
                List.of(Pipelines.service("web"), Pipelines.service("api")),
                Pipelines.stagingAndProduction().environments(),
                List.of())));
        yard.workAll();
        yard.assertState("shop-production-1", DeploymentState.SUCCEEDED);
        assertThat(yard.get("shop-production-1").artifacts()).containsOnlyKeys("web", "api");
    }

    @Test
    void theSameVersionGoesOnByHandWithoutBuildingItAgain() {
        Shipyard byHand = new Shipyard(Pipelines.application(
                Pipelines.environment("staging").promotion(Promotion.MANUAL).build(),
                Pipelines.environment("production").build()));
        byHand.deliver("staging", "1.0.0");
        byHand.scenario.given(new DeployCommand.Start(Pipelines.SHOP, "production", "1.0.0", null, Map.of(), null));
        byHand.assertState("shop-production-1", DeploymentState.ROLLING_OUT);
    }

    @Test
    void anArtifactForWhatIsBuiltHereIsRefused() {
        var source = new SourceRef(null, null, "src");
        yard.scenario
                .when(new DeployCommand.Start(Pipelines.SHOP, null, "1", source, Map.of("web", "file:///x"), null))
                .thenRefused(Refusal.Code.INVALID, "web", "built by a command");
        yard.scenario
                .when(new DeployCommand.Start(Pipelines.SHOP, null, "1", source, Map.of("moon", "file:///x"), null))
                .thenRefused(Refusal.Code.INVALID, "moon", "no service of shop");
        yard.scenario
                .when(new DeployCommand.Start(Pipelines.SHOP, null, " ", source, Map.of(), null))
                .thenRefused(Refusal.Code.INVALID, "version");
    }

    @Test
    void aResultThatMakesNoSenseIsAFailedAttempt() {
        Shipyard patient = new Shipyard(
                Pipelines.application(Pipelines.environment("live").attempts(2).build()));
        String id = patient.deploy("live", "1.0.0");
        patient.begin(id);
        patient.finish(id, JsonNodeFactory.instance.objectNode());
        assertThat(patient.running(id).message()).contains("cannot be read");
        patient.scenario.advance(Duration.ofSeconds(2));
        patient.begin(id);
        patient.finish(id, JsonNodeFactory.instance.stringNode("done"));
        patient.assertState(id, DeploymentState.FAILED);
    }

    @Test
    void aQueueHasAnEnd() {
        for (int i = 0; i <= 20; i++) {
            yard.deploy("staging", "1." + i);
        }
        yard.scenario
                .when(Pipelines.start("staging", "2.0.0"))
                .thenRefused(Refusal.Code.CONFLICT, "20 deployments wait");
    }

    @Test
    void aLateWorkersLongStoryIsCutShort() {
        String id = yard.deploy("staging", "1.0.0");
        yard.begin(id);
        String task = Shipyard.task(id, yard.running(id));
        yard.scenario.given(new TaskReport.Progressed(task, 1, Shipyard.WORKER, "x".repeat(100_000), null));
        assertThat(yard.running(id).message()).hasSizeLessThan(2100);
    }

    private void refused(ApplicationSpec spec, String... words) {
        yard.scenario.when(Pipelines.apply(spec)).thenRefused(Refusal.Code.INVALID, words);
    }

    private static ApplicationSpec live(Pipelines.Environment environment) {
        return Pipelines.application(environment.build());
    }
}
