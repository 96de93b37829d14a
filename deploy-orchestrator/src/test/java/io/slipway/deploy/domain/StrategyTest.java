package io.slipway.deploy.domain;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.StrategySpec;

import static org.assertj.core.api.Assertions.assertThat;

/** What the rollout driver is told, step by step. Environments have two instances per service. */
class StrategyTest {

    @Test
    void theFirstReleaseIsAPlainStartWhateverTheStrategy() {
        Drill drill = drill(Pipelines.CANARY);
        String first = drill.deliver("live", "1.0.0");
        assertThat(drill.told(first, "web")).containsExactly("1.0.0 x2 100%");
        assertThat(drill.storm.state().deployment(first).orElseThrow().steps())
                .extracting(step -> step.plan().title())
                .contains("Start web 1.0.0 with all the traffic (first release)");
    }

    @Test
    void recreateStopsTheOldOneFirst() {
        Drill drill = drill(new StrategySpec.Recreate());
        drill.deliver("live", "1.0.0");
        assertThat(drill.told(drill.deliver("live", "2.0.0"), "web"))
                .containsExactly("", "2.0.0 x2 100%", "2.0.0 x2 100%");
    }

    @Test
    void rollingReplacesInBatchesAndKeepsOneForTheWayBack() {
        Drill drill = drill(new StrategySpec.Rolling(1));
        drill.deliver("live", "1.0.0");
        assertThat(drill.told(drill.deliver("live", "2.0.0"), "web"))
                .containsExactly("1.0.0 x1 50%, 2.0.0 x1 50%", "1.0.0 x1 0%, 2.0.0 x2 100%", "2.0.0 x2 100%");
    }

    @Test
    void blueGreenStartsBesideAndSwitchesAtOnce() {
        Drill drill = drill(new StrategySpec.BlueGreen());
        drill.deliver("live", "1.0.0");
        assertThat(drill.told(drill.deliver("live", "2.0.0"), "web"))
                .containsExactly("1.0.0 x2 100%, 2.0.0 x2 0%", "1.0.0 x2 0%, 2.0.0 x2 100%", "2.0.0 x2 100%");
    }

    @Test
    void canarySharesTheTrafficBeforeItSwitches() {
        Drill drill = drill(Pipelines.CANARY);
        drill.deliver("live", "1.0.0");
        assertThat(drill.told(drill.deliver("live", "2.0.0"), "web"))
                .containsExactly(
                        "1.0.0 x2 100%, 2.0.0 x2 0%",
                        "1.0.0 x2 90%, 2.0.0 x2 10%", "1.0.0 x2 0%, 2.0.0 x2 100%", "2.0.0 x2 100%");
    }

    @Test
    void theWayBackStartsARecreatedReleaseAgain() {
        Drill drill = drill(new StrategySpec.Recreate());
        drill.deliver("live", "1.0.0");
        String second = drill.start("live", "2.0.0");
        drill.workUntil(second, "start-web");
        drill.fail(second);
        drill.calmDown();
        assertThat(drill.told(second, "web")).containsExactly("", "2.0.0 x2 100%", "1.0.0 x2 100%");
    }

    @Test
    void theWayBackOfAFirstReleaseTakesItAway() {
        Drill drill = drill(new StrategySpec.BlueGreen());
        String first = drill.start("live", "1.0.0");
        drill.workUntil(first, "start-web");
        drill.fail(first);
        drill.calmDown();
        assertThat(drill.told(first, "web")).containsExactly("1.0.0 x2 100%", "");
    }

    @Test
    void servicesComeInTheOrderTheyNeedEachOtherAndGoBackInReverse() {
        var services = List.of(Pipelines.service("web", "api"), Pipelines.service("api"));
        Drill drill = new Drill(new ApplicationSpec(
                Pipelines.SHOP,
                services,
                List.of(Pipelines.environment("live")
                        .strategy(new StrategySpec.BlueGreen())
                        .build()),
                List.of()));
        drill.deliver("live", "1.0.0");
        String second = drill.deliver("live", "2.0.0");
        assertThat(drill.order(second)).containsExactly("api", "web");

        drill.send(new DeployCommand.RollBack(Pipelines.SHOP, "live", null, null));
        drill.calmDown();
        assertThat(drill.order("shop-live-3")).containsExactly("web", "api");
        assertThat(drill.told("shop-live-3", "web"))
                .containsExactly("2.0.0 x2 100%, 1.0.0 x2 0%", "2.0.0 x2 0%, 1.0.0 x2 100%", "1.0.0 x2 100%");
    }

    @Test
    void aServiceThatLeftThePipelineIsTakenAwayAndComesBackWithARollback() {
        Drill drill = new Drill(pipeline("web", "api"));
        drill.deliver("live", "1.0.0");
        drill.send(Pipelines.apply(pipeline("web")));
        String second = drill.deliver("live", "2.0.0");
        assertThat(drill.told(second, "api")).containsExactly("");
        assertThat(drill.converging(second)).allMatch(input -> input.port() > 0);

        drill.send(new DeployCommand.RollBack(Pipelines.SHOP, "live", null, null));
        drill.calmDown();
        assertThat(drill.told("shop-live-3", "api")).containsExactly("1.0.0 x2 100%");
        assertThat(drill.lane("live").current().orElseThrow().artifacts()).containsOnlyKeys("web", "api");
    }

    @Test
    void goingBackTwiceGoesBackTwoVersions() {
        Drill drill = drill(new StrategySpec.BlueGreen());
        for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
            drill.deliver("live", version);
        }
        var back = new DeployCommand.RollBack(Pipelines.SHOP, "live", null, null);
        drill.send(back);
        drill.calmDown();
        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("2.0.0");
        drill.send(back);
        drill.calmDown();
        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(drill.storm.send(back, "ann"))
                .as("nothing is left to go back to")
                .isFalse();
    }

    private static Drill drill(StrategySpec strategy) {
        return new Drill(Pipelines.application(
                Pipelines.environment("live").strategy(strategy).build()));
    }

    private static ApplicationSpec pipeline(String... services) {
        return new ApplicationSpec(
                Pipelines.SHOP,
                List.of(services).stream().map(Pipelines::service).toList(),
                List.of(Pipelines.environment("live")
                        .strategy(new StrategySpec.BlueGreen())
                        .ports(services)
                        .build()),
                List.of());
    }
}
