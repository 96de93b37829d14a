package io.slipway.deploy.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.decide.PlanPreview;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.PlannedStep;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.GateSpec;
import io.slipway.events.deploy.view.ChangesView;
import io.slipway.events.deploy.view.PlanView;
import io.slipway.kit.aggregate.Directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What a deploy would do, told before it is done. */
class PlanPreviewTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private final Drill drill = new Drill(pipeline());

    @Test
    void theStepsAreThoseThatAreTakenThen() {
        drill.deliver("staging", "1.0.0");
        PlanView plan = plan("production", "1.0.0", MONDAY);
        String id = drill.start("production", "1.0.0");
        assertThat(plan.steps())
                .extracting(PlannedStep::id)
                .isEqualTo(drill.storm.state().deployment(id).orElseThrow().steps().stream()
                        .map(step -> step.id())
                        .toList());
        assertThat(plan.rejected()).isFalse();
    }

    @Test
    void saysWhichGateWouldRefuseItAndWhy() {
        PlanView plan = plan("production", "9.9.9", MONDAY);
        assertThat(plan.rejected()).isTrue();
        assertThat(plan.gates())
                .extracting(PlanView.GatePreview::name, PlanView.GatePreview::verdict)
                .containsExactly(
                        tuple("outside-freeze", PlanView.Verdict.HOLDS),
                        tuple("staging-passed", PlanView.Verdict.REFUSES),
                        tuple("up", PlanView.Verdict.ASKED_LATER));
        assertThat(plan.gates().get(1).detail()).contains("9.9.9 has not succeeded in staging");
    }

    @Test
    void saysUntilWhenAFreezeWindowIsOpen() {
        PlanView plan = plan("production", "1.0.0", Instant.parse("2026-11-28T12:00:00Z"));
        assertThat(plan.gates().getFirst().verdict()).isEqualTo(PlanView.Verdict.REFUSES);
        assertThat(plan.gates().getFirst().detail()).contains("weekend", "2026-11-30T06:00");
    }

    @Test
    void saysWhoWouldGoFirst() {
        drill.start("staging", "1.0.0");
        drill.start("staging", "2.0.0");
        assertThat(plan("staging", "3.0.0", MONDAY).ahead()).containsExactly("shop-staging-1", "shop-staging-2");
    }

    @Test
    void saysWhatWouldBeDifferent() {
        drill.deliver("staging", "1.0.0");
        PlanView again = plan("staging", "2.0.0", MONDAY);
        assertThat(again.changes().serving()).isEqualTo("shop-staging-1");
        assertThat(again.changes().services())
                .extracting(ChangesView.ServiceChange::service, ChangesView.ServiceChange::kind)
                .containsExactly(tuple("web", ChangesView.Kind.BUILT_ANEW));

        var promotion = new DeployCommand.Start(Pipelines.SHOP, "production", "1.0.0", null, Map.of(), null);
        PlanPreview first = PlanPreview.of(drill.application(), promotion, MONDAY, "ann", Directory.NONE);
        assertThat(first).isInstanceOfSatisfying(PlanPreview.Planned.class, planned -> {
            assertThat(planned.plan().changes().coming()).isEqualTo("shop-staging-1");
            assertThat(planned.plan().changes().services())
                    .extracting(ChangesView.ServiceChange::kind)
                    .containsExactly(ChangesView.Kind.ADDED);
        });
    }

    @Test
    void refusesWhatTheDeployWouldRefuse() {
        var nothing = new DeployCommand.Start(Pipelines.SHOP, "staging", "1.0.0", null, Map.of(), null);
        assertThat(PlanPreview.of(drill.application(), nothing, MONDAY, "ann", Directory.NONE))
                .isInstanceOfSatisfying(
                        PlanPreview.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(Refusal.Code.INVALID));
    }

    private PlanView plan(String environment, String version, Instant now) {
        PlanPreview preview =
                PlanPreview.of(drill.application(), Pipelines.start(environment, version), now, "ann", Directory.NONE);
        assertThat(preview).isInstanceOf(PlanPreview.Planned.class);
        return ((PlanPreview.Planned) preview).plan();
    }

    private static ApplicationSpec pipeline() {
        return Pipelines.application(
                Pipelines.environment("staging").build(),
                Pipelines.environment("production")
                        .strategy(Pipelines.CANARY)
                        .gates(
                                new GateSpec.PassedIn("staging-passed", "staging"),
                                new GateSpec.Http("up", "http://localhost/up", 200, Duration.ofSeconds(1)))
                        .freeze(new FreezeWindow(
                                "weekend", "0 18 * * 5", Duration.ofHours(60), ZoneId.of("Europe/Berlin")))
                        .build());
    }
}
