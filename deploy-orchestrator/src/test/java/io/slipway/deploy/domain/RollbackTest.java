package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.slipway.deploy.domain.state.Deployment;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.OnFailure;
import io.slipway.events.deploy.pipeline.QueueSpec.Policy;
import io.slipway.events.deploy.pipeline.ServiceSpec;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

/** The way back is the shortest there is. */
class RollbackTest {
    private static final ApprovalSpec ONE = new ApprovalSpec(1, List.of(), Duration.ofHours(1));
    private static final DeployCommand BACK = new DeployCommand.RollBack(SHOP, "live", null, "it is bad");

    @Test
    void goesBeforeNewerDeploymentsThatWait() {
        Drill drill = live(Pipelines.environment("live"));
        drill.deliver("live", "1");
        drill.deliver("live", "2");
        String running = drill.start("live", "3");
        String waiting = drill.start("live", "4");
        drill.send(BACK);

        assertThat(drill.lane("live").queue()).extracting(Deployment::id).containsExactly("shop-live-5", waiting);
        assertThat(drill.view("shop-live-5").queuePosition()).isEqualTo(1);
        assertThat(drill.view(waiting).queuePosition()).isEqualTo(2);
        drill.calmDown();
        assertThat(drill.view(running).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.view(waiting).state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.lane("live").releases())
                .extracting(release -> release.deploymentId())
                .startsWith(waiting, "shop-live-5", running);
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void takesThePlaceOfWhatWaitsForAnApprovalUnderEveryPolicy(Policy policy) {
        Drill drill = twoReleases(Pipelines.environment("live").approval(ONE).queue(policy, 5));
        String holder = drill.start("live", "3");
        drill.workUntil(holder, "approval");
        drill.send(BACK);
        drill.calmDown();

        assertThat(drill.view(holder).state()).isEqualTo(DeploymentState.SUPERSEDED);
        assertThat(drill.view(holder).supersededBy()).isEqualTo("shop-live-4");
        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("1");
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void takesThePlaceOfWhatIsStuckUnderEveryPolicy(Policy policy) {
        Drill drill = twoReleases(
                Pipelines.environment("live").onFailure(OnFailure.PAUSE).queue(policy, 5));
        String holder = drill.start("live", "3");
        drill.workUntil(holder, "start-web");
        drill.fail(holder);
        assertThat(drill.view(holder).paused()).isTrue();
        drill.send(BACK);
        drill.calmDown();

        assertThat(drill.view(holder).state()).isEqualTo(DeploymentState.SUPERSEDED);
        assertThat(drill.view("shop-live-4").state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("1");
    }

    @Test
    void waitsForWhatIsRollingOut() {
        Drill drill = twoReleases(Pipelines.environment("live"));
        String holder = drill.start("live", "3");
        drill.workUntil(holder, "start-web");
        drill.send(BACK);

        assertThat(drill.view(holder).state()).isEqualTo(DeploymentState.ROLLING_OUT);
        assertThat(drill.view("shop-live-4").state()).isEqualTo(DeploymentState.QUEUED);
    }

    @Test
    void leavesWhatAPersonPausedAlone() {
        Drill drill = twoReleases(Pipelines.environment("live"));
        String holder = drill.start("live", "3");
        drill.send(new DeployCommand.Pause(SHOP, holder, "wait for me"));
        drill.send(BACK);

        assertThat(drill.view(holder).paused()).isTrue();
        assertThat(drill.view("shop-live-4").state()).isEqualTo(DeploymentState.QUEUED);
    }

    @Test
    void takesServicesInTheReverseOfTheOrderInWhichTheyCameThen() {
        Drill drill = new Drill(pipeline(Pipelines.service("web", "api"), Pipelines.service("api")));
        assertThat(drill.order(drill.deliver("live", "1"))).containsExactly("api", "web");
        drill.send(Pipelines.apply(pipeline(Pipelines.service("web"), Pipelines.service("api", "web"))));
        assertThat(drill.order(drill.deliver("live", "2"))).containsExactly("web", "api");
        drill.send(BACK);
        drill.calmDown();

        assertThat(drill.order("shop-live-3")).containsExactly("web", "api");
        assertThat(drill.lane("live").current().orElseThrow().order())
                .as("what was brought back came in this order at first")
                .containsExactly("api", "web");
    }

    @Test
    void byItselfGoesInReverseOrderToo() {
        Drill drill = new Drill(pipeline(Pipelines.service("web", "api"), Pipelines.service("api")));
        drill.deliver("live", "1");
        String bad = drill.start("live", "2");
        drill.workUntil(bad, "start-web");
        drill.fail(bad);
        drill.calmDown();

        assertThat(drill.view(bad).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(drill.view(bad).steps())
                .extracting(step -> step.id().substring(3))
                .endsWith("return-web", "return-api");
        assertThat(drill.told(bad, "web").getLast()).isEqualTo("1 x2 100%");
        assertThat(drill.told(bad, "api").getLast()).isEqualTo("1 x2 100%");
    }

    private static Drill live(Pipelines.Environment environment) {
        return new Drill(Pipelines.application(environment.build()));
    }

    private static Drill twoReleases(Pipelines.Environment environment) {
        Drill drill = live(environment);
        drill.deliver("live", "1");
        drill.deliver("live", "2");
        return drill;
    }

    private static ApplicationSpec pipeline(ServiceSpec... services) {
        return new ApplicationSpec(
                SHOP, List.of(services), List.of(Pipelines.environment("live").build()), List.of());
    }
}
