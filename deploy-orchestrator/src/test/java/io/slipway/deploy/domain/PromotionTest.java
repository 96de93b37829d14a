package io.slipway.deploy.domain;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.BuildSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.pipeline.RunSpec;
import io.slipway.events.deploy.pipeline.ServiceSpec;
import io.slipway.events.deploy.task.ConvergeTask;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

/** What passed goes on: the artifact that ran, the way it ran. */
class PromotionTest {
    private static final GateSpec PASSED = new GateSpec.PassedIn("staging-passed", "staging");

    private final Drill drill = new Drill(pipeline("one", Promotion.MANUAL));

    @Test
    void byHandTakesTheArtifactThatServesAndBuildsNothing() {
        String from = drill.deliver("staging", "1.0.0");
        drill.send(promote(null, null));
        drill.calmDown();

        assertThat(drill.view("shop-live-1").state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.view("shop-live-1").promotedFrom()).isEqualTo(from);
        assertThat(drill.view("shop-live-1").requestedBy()).isEqualTo("ann");
        assertThat(drill.lane("live").current().orElseThrow().artifacts())
                .isEqualTo(drill.lane("staging").current().orElseThrow().artifacts());
        assertThat(drill.offers("shop-live-1")).noneMatch(task -> task.type().equals("build"));
    }

    @Test
    void runsTheWayItRanThenAlsoWhereThePipelineHasChangedSince() {
        drill.deliver("staging", "1.0.0");
        drill.send(Pipelines.apply(pipeline("two", Promotion.MANUAL)));
        drill.send(promote("live", null));
        drill.calmDown();

        assertThat(modes("shop-live-1")).containsOnly("one");
        assertThat(drill.lane("live").current().orElseThrow().runs())
                .isEqualTo(drill.lane("staging").current().orElseThrow().runs());
    }

    @Test
    void byItselfRunsTheWayItRanThenToo() {
        Drill chain = new Drill(pipeline("one", Promotion.AUTO));
        String id = chain.start("staging", "1.0.0");
        chain.send(Pipelines.apply(pipeline("two", Promotion.AUTO)));
        chain.calmDown();

        assertThat(chain.view(id).promotedTo()).isEqualTo("shop-live-1");
        assertThat(chain.converging("shop-live-1")
                        .flatMap(task -> task.releases().stream())
                        .map(PromotionTest::mode))
                .containsOnly("one");
    }

    @Test
    void anEarlierReleaseGoesOnWhereItIsNamed() {
        String first = drill.deliver("staging", "1.0.0");
        drill.deliver("staging", "2.0.0");
        drill.send(promote("live", first));
        drill.calmDown();

        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("1.0.0");
    }

    @Test
    void whatWasTakenBackHasNotPassed() {
        drill.deliver("staging", "1.0.0");
        String bad = drill.deliver("staging", "2.0.0");
        drill.send(new DeployCommand.RollBack(SHOP, "staging", null, "slow"));
        drill.calmDown();

        assertThat(drill.storm.send(promote("live", bad), "ann")).isFalse();
        String rebuilt = drill.deliver("live", "2.0.0");
        assertThat(drill.view(rebuilt).state()).isEqualTo(DeploymentState.REJECTED);
        assertThat(drill.view(rebuilt).message()).contains("2.0.0 was taken back in staging");
    }

    @Test
    void theGateComparesArtifactsWhereTheyAreKnown() {
        ServiceSpec web = Pipelines.service("web");
        ServiceSpec image = new ServiceSpec("web", new BuildSpec.Prebuilt(), web.run(), List.of());
        Drill images = new Drill(new ApplicationSpec(
                SHOP,
                List.of(image),
                List.of(
                        Pipelines.environment("staging").build(),
                        Pipelines.environment("live").gates(PASSED).build()),
                List.of()));
        images.send(image("staging", "1.0.0", "sha256:0"));
        images.calmDown();
        String ran = images.lane("staging")
                .current()
                .orElseThrow()
                .artifacts()
                .get("web")
                .digest();
        images.send(image("live", "1.0.0", "sha256:1234"));
        images.calmDown();
        images.send(image("live", "renamed", ran));
        images.calmDown();

        assertThat(images.view("shop-live-1").state()).isEqualTo(DeploymentState.REJECTED);
        assertThat(images.view("shop-live-1").message())
                .contains("the 1.0.0 that succeeded in staging as shop-staging-1 was another build of web");
        assertThat(images.view("shop-live-2").state())
                .as("a version is only a name")
                .isEqualTo(DeploymentState.SUCCEEDED);
    }

    @Test
    void whatCannotBePromotedIsRefusedAndSaysWhy() {
        Shipyard yard = new Shipyard(pipeline("one", Promotion.MANUAL));
        yard.scenario.when(promote(null, null)).thenRefused(Refusal.Code.NOT_FOUND, "nothing serves staging yet");
        yard.scenario
                .when(promote("live", "shop-staging-9"))
                .thenRefused(Refusal.Code.NOT_FOUND, "shop-staging-9 is no release of staging");
        yard.scenario
                .when(new DeployCommand.Promote(SHOP, "live", null, null, null))
                .thenRefused(Refusal.Code.INVALID, "live is the last environment");
        yard.scenario
                .when(new DeployCommand.Promote(SHOP, "live", "staging", null, null))
                .thenRefused(Refusal.Code.INVALID, "staging does not come after live");
        yard.scenario
                .when(new DeployCommand.Promote(SHOP, "staging", "moon", null, null))
                .thenRefused(Refusal.Code.NOT_FOUND, "no environment moon");
        yard.scenario
                .when(new DeployCommand.Promote(SHOP, "moon", null, null, null))
                .thenRefused(Refusal.Code.NOT_FOUND, "no environment moon");
    }

    private List<String> modes(String id) {
        return drill.converging(id)
                .flatMap(task -> task.releases().stream())
                .map(PromotionTest::mode)
                .toList();
    }

    private static String mode(ConvergeTask.Release release) {
        return release.run().env().getOrDefault("MODE", "");
    }

    private static DeployCommand promote(@Nullable String to, @Nullable String deployment) {
        return new DeployCommand.Promote(SHOP, "staging", to, deployment, "it is good");
    }

    private static DeployCommand image(String environment, String version, String digest) {
        return new DeployCommand.Start(
                SHOP, environment, version, null, Map.of("web", "r.example/web@" + digest), null);
    }

    private static ApplicationSpec pipeline(String mode, Promotion promotion) {
        ServiceSpec web = Pipelines.service("web");
        RunSpec run = new RunSpec(
                web.run().command(),
                Map.of("MODE", mode),
                web.run().health(),
                web.run().stopTimeout());
        return new ApplicationSpec(
                SHOP,
                List.of(new ServiceSpec("web", web.build(), run, List.of())),
                List.of(
                        Pipelines.environment("staging").promotion(promotion).build(),
                        Pipelines.environment("live").gates(PASSED).build()),
                List.of());
    }
}
