package io.slipway.deploy.domain;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.view.ApplicationView;

import static io.slipway.deploy.domain.Pipelines.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

/** What goes on by itself serves for a while first; whatever takes it away in that time keeps it from going on. */
class SoakBeforePromotionTest {
    private static final Duration SOAK = Duration.ofHours(2);
    private static final Duration LITTLE = Duration.ofSeconds(1);

    private final Drill drill = new Drill(soaking());

    @Test
    void itGoesOnWhenItHasServedLongEnoughAndNotBefore() {
        String from = drill.deliver("staging", "1.0.0");
        assertThat(staging().promotesAt()).isEqualTo(drill.storm.now().plus(SOAK));

        drill.storm.pass(SOAK.minus(LITTLE));
        assertThat(drill.lane("live").lastNumber()).isZero();

        drill.storm.pass(LITTLE);
        drill.calmDown();
        assertThat(drill.view("shop-live-1").state()).isEqualTo(DeploymentState.SUCCEEDED);
        assertThat(drill.view("shop-live-1").promotedFrom()).isEqualTo(from);
        assertThat(drill.view("shop-live-1").requestedBy()).isEqualTo("ann");
        assertThat(drill.lane("live").current().orElseThrow().artifacts())
                .isEqualTo(drill.lane("staging").current().orElseThrow().artifacts());
        assertThat(staging().promotesAt()).isNull();
    }

    @Test
    void itGoesOnOnce() {
        drill.deliver("staging", "1.0.0");
        passTheSoak();
        passTheSoak();
        assertThat(drill.lane("live").lastNumber()).isOne();
    }

    @Test
    void aNewerReleaseTakesItsPlaceAndItsTime() {
        drill.deliver("staging", "1.0.0");
        drill.storm.pass(SOAK.minus(LITTLE));
        String newer = drill.deliver("staging", "2.0.0");
        drill.storm.pass(SOAK.minus(LITTLE));
        assertThat(drill.lane("live").lastNumber()).isZero();

        drill.storm.pass(LITTLE);
        drill.calmDown();
        assertThat(drill.view("shop-live-1").promotedFrom()).isEqualTo(newer);
        assertThat(drill.lane("live").lastNumber()).isOne();
    }

    @Test
    void itStillGoesOnWhileANewerOneIsUnderWay() {
        String serving = drill.deliver("staging", "1.0.0");
        drill.storm.pass(SOAK.minus(LITTLE));
        String newer = drill.start("staging", "2.0.0");
        drill.storm.pass(LITTLE);
        assertThat(drill.view("shop-live-1").promotedFrom()).isEqualTo(serving);
        assertThat(drill.view(newer).state()).isEqualTo(DeploymentState.BUILDING);
    }

    @Test
    void aRollbackTakesThePromotionBackFromTheMomentItIsAskedFor() {
        drill.deliver("staging", "1.0.0");
        passTheSoak();
        drill.deliver("staging", "2.0.0");
        drill.send(new DeployCommand.RollBack(SHOP, "staging", null, "slow"));
        assertThat(staging().promotesAt()).isNull();

        drill.calmDown();
        passTheSoak();
        assertThat(drill.lane("staging").current().orElseThrow().version()).isEqualTo("1.0.0");
        assertThat(staging().promotesAt())
                .as("what one went back to has gone on before")
                .isNull();
        assertThat(drill.lane("live").lastNumber()).as("only 1.0.0 went on").isOne();
    }

    @Test
    void byHandItGoesOnAtOnceAndNotASecondTime() {
        drill.deliver("staging", "1.0.0");
        drill.send(new DeployCommand.Promote(SHOP, "staging", null, null, "it is good"));
        assertThat(staging().promotesAt()).isNull();
        drill.calmDown();
        passTheSoak();
        assertThat(drill.lane("live").lastNumber()).isOne();
    }

    @Test
    void aPipelineThatNoLongerGoesOnTakesThePromotionWithIt() {
        drill.deliver("staging", "1.0.0");
        drill.send(Pipelines.apply(Pipelines.application(
                Pipelines.environment("staging").promotion(Promotion.MANUAL).build(),
                Pipelines.environment("live").build())));
        assertThat(staging().promotesAt()).isNull();
        drill.send(Pipelines.apply(soaking()));
        passTheSoak();
        assertThat(drill.lane("live").lastNumber())
                .as("declared again, it is for what comes then")
                .isZero();
    }

    @Test
    void soDoesOneWithoutTheNextEnvironment() {
        drill.deliver("staging", "1.0.0");
        drill.send(Pipelines.apply(Pipelines.application(
                Pipelines.environment("staging").promoteAfter(SOAK).build())));
        assertThat(staging().promotesAt()).isNull();
        passTheSoak();
        assertThat(drill.lane("live").lastNumber()).isZero();
    }

    @Test
    void anyOtherChangeOfThePipelineLeavesItAlone() {
        drill.deliver("staging", "1.0.0");
        drill.send(Pipelines.apply(Pipelines.application(
                Pipelines.environment("staging").promoteAfter(SOAK).attempts(3).build(),
                Pipelines.environment("live").build())));
        passTheSoak();
        assertThat(drill.lane("live").current().orElseThrow().version()).isEqualTo("1.0.0");
    }

    @Test
    void aSoakThatCannotBeIsRefused() {
        Shipyard yard = new Shipyard(soaking());
        yard.scenario
                .when(Pipelines.apply(Pipelines.application(Pipelines.environment("staging")
                        .promoteAfter(SOAK)
                        .promotion(Promotion.MANUAL)
                        .build())))
                .thenRefused(Refusal.Code.INVALID, "promoteAfter", "without promotion: auto");
        yard.scenario
                .when(Pipelines.apply(Pipelines.application(Pipelines.environment("staging")
                        .promoteAfter(Duration.ofDays(100_000))
                        .build())))
                .thenRefused(Refusal.Code.INVALID, "promoteAfter", "at most 366 days");
    }

    private void passTheSoak() {
        drill.storm.pass(SOAK);
        drill.calmDown();
    }

    private ApplicationView.EnvironmentView staging() {
        return drill.application().environments().getFirst();
    }

    private static ApplicationSpec soaking() {
        return Pipelines.application(
                Pipelines.environment("staging").promoteAfter(SOAK).build(),
                Pipelines.environment("live").build());
    }
}
