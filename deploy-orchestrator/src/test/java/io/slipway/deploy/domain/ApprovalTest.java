package io.slipway.deploy.domain;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.slipway.deploy.domain.decide.DeployDecider;
import io.slipway.deploy.domain.state.ApplicationState;
import io.slipway.events.Refusal;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.DeployEvent;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.pipeline.ApprovalGroup;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.Promotion;
import io.slipway.events.deploy.view.ApprovalView;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

import static org.assertj.core.api.Assertions.assertThat;

class ApprovalTest {
    private static final Directory COMPANY = new Directory(Map.of(
            "deployer", Set.of("ann", "ci"),
            "approver", Set.of("ann", "bob", "cy"),
            "dba", Set.of("dora", "cy"),
            "admin", Set.of("root")));
    private static final ApprovalSpec TWO_APPROVERS = roles(2, "approver");

    @Test
    void twoOfARoleAgreeAndWhoAskedIsNoneOfThem() {
        var yard = company(TWO_APPROVERS);
        String id = asked(yard, "ann");

        yard.by("ann").when(approve(id)).thenRefused(Refusal.Code.FORBIDDEN, "ann asked for it");
        yard.by("dora").when(approve(id)).thenRefused(Refusal.Code.FORBIDDEN, "bob, cy");
        yard.by("bob").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.AWAITING_APPROVAL);
        yard.by("bob").when(approve(id)).thenRefused(Refusal.Code.CONFLICT, "bob has approved");
        yard.by("cy").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.ROLLING_OUT);
    }

    @Test
    void aTokenThatIsNotTrustedIsItselfWhoeverItClaimsToSpeakFor() {
        var yard = company(roles(1, "approver"));
        String id = asked(yard, "ci/ann");

        yard.by("ci/bob").when(approve(id)).thenRefused(Refusal.Code.FORBIDDEN, "ci/bob");
        yard.by("bob/ann").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.ROLLING_OUT);
    }

    @Test
    void whoAskedMayAgreeWhereThePipelineSaysSo() {
        var yard = company(new ApprovalSpec(1, List.of("ann"), Duration.ofHours(1), null, null, false));
        String id = asked(yard, "ann");
        yard.by("ann").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.ROLLING_OUT);
    }

    @Test
    void eachGroupHasToAgreeAndWhoIsInTwoCountsInBoth() {
        var yard = company(groups(
                new ApprovalGroup("owners", 2, null, List.of("approver")),
                new ApprovalGroup("databases", 1, null, List.of("dba"))));
        String id = asked(yard, "ci");

        yard.by("ann").given(approve(id));
        yard.by("bob").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.AWAITING_APPROVAL);
        yard.by("cy").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.ROLLING_OUT);
    }

    @Test
    void onePersonCanBeAllThatTwoGroupsNeed() {
        var yard = company(groups(
                new ApprovalGroup("owners", 1, null, List.of("approver")),
                new ApprovalGroup("databases", 1, null, List.of("dba"))));
        String id = asked(yard, "ci");
        yard.by("cy").given(approve(id));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.ROLLING_OUT);
    }

    @Test
    void onlyWhoMayApproveMayReject() {
        var yard = company(TWO_APPROVERS);
        String id = asked(yard, "ann");
        var reject = new DeployCommand.Reject(Pipelines.SHOP, id, "no");
        yard.by("dora").when(reject).thenRefused(Refusal.Code.FORBIDDEN, "may not approve");
        yard.by("ann").when(reject).thenRefused(Refusal.Code.FORBIDDEN, "asked for it");
        yard.by("cy").given(reject);
        assertThat(state(yard, id)).isEqualTo(DeploymentState.REJECTED);
    }

    @Test
    void withoutEnoughAnswersInTimeItIsRejected() {
        var yard = company(TWO_APPROVERS);
        String id = asked(yard, "ann");
        yard.by("bob").given(approve(id));
        yard.advance(Duration.ofHours(2));
        assertThat(state(yard, id)).isEqualTo(DeploymentState.REJECTED);
    }

    @Test
    void aPipelineNobodyCanEverApproveIsRefused() {
        var yard = scenario();
        yard.by("root")
                .when(Pipelines.apply(live(roles(4, "approver"))))
                .thenRefused(Refusal.Code.INVALID, "only 3 may approve");
        yard.by("root")
                .when(Pipelines.apply(live(roles(1, "nobody"))))
                .thenRefused(Refusal.Code.INVALID, "only 0 may approve");
    }

    @Test
    void aDeploymentWhoseAskerIsNeededToApproveItIsRefusedAtOnce() {
        var yard = company(roles(3, "approver"));
        yard.by("ann")
                .when(Pipelines.start("live", "1.0.0"))
                .thenRefused(Refusal.Code.INVALID, "ann who asks for it left out");
        assertThat(state(yard, asked(yard, "ci"))).isEqualTo(DeploymentState.AWAITING_APPROVAL);
    }

    @Test
    void aPromotionNobodyCanApproveIsSeenAsRejected() {
        ApplicationSpec spec = Pipelines.application(
                Pipelines.environment("staging").promotion(Promotion.AUTO).build(),
                Pipelines.environment("live").approval(roles(3, "approver")).build());
        Shipyard yard = new Shipyard(spec, COMPANY, "root");
        yard.scenario.by("ann");
        yard.deliver("staging", "1.0.0");
        assertThat(yard.scenario.state().lane("live").deployments())
                .singleElement()
                .satisfies(promotion -> {
                    assertThat(promotion.state()).isEqualTo(DeploymentState.REJECTED);
                    assertThat(promotion.message()).contains("can never be had");
                });
    }

    @Test
    void theDocumentSaysWhoIsMissing() {
        Drill drill = new Drill(live(groups(
                new ApprovalGroup("owners", 2, List.of("bob", "cy", "di"), null),
                new ApprovalGroup("databases", 1, List.of("dora"), null))));
        String id = drill.start("live", "1.0.0");
        drill.workUntil(id, "approval");
        drill.storm.send(approve(id), "bob");

        ApprovalView view = drill.view(id).approval();
        assertThat(view.withoutRequester()).isTrue();
        assertThat(view.groups())
                .containsExactly(
                        new ApprovalView.Group("owners", 2, 1, List.of("bob"), List.of("cy", "di")),
                        new ApprovalView.Group("databases", 1, 1, List.of(), List.of("dora")));
        assertThat(drill.view(id).message()).contains("2 approvals", "1 of cy, di and 1 of dora");
    }

    @Test
    void onceThereAreRolesACommandTakesOne() {
        var yard = company(TWO_APPROVERS);
        yard.by("mallory")
                .when(Pipelines.start("live", "1.0.0"))
                .thenRefused(Refusal.Code.FORBIDDEN, "mallory has no role");
        yard.by("ann")
                .when(Pipelines.apply(live(roles(1, "approver"))))
                .thenRefused(Refusal.Code.FORBIDDEN, "operator, admin");
        yard.by("bob/root").when(Pipelines.start("live", "1.0.0")).thenRefused(Refusal.Code.FORBIDDEN, "approver");
    }

    private static String asked(DeciderScenario<ApplicationState, DeployCommand, DeployEvent> yard, String by) {
        yard.by(by).given(Pipelines.start("live", "1.0.0"));
        Shipyard worker = new Shipyard(yard);
        String id = yard.state().lane("live").deployments().getLast().id();
        worker.workUntilState(id, DeploymentState.AWAITING_APPROVAL);
        return id;
    }

    private static DeploymentState state(
            DeciderScenario<ApplicationState, DeployCommand, DeployEvent> yard, String id) {
        return yard.state().deployment(id).orElseThrow().state();
    }

    private static DeployCommand approve(String id) {
        return new DeployCommand.Approve(Pipelines.SHOP, id, null);
    }

    private static ApprovalSpec roles(int required, String role) {
        return new ApprovalSpec(required, List.of(), Duration.ofHours(1), List.of(role), null, null);
    }

    private static ApprovalSpec groups(ApprovalGroup... groups) {
        return new ApprovalSpec(1, List.of(), Duration.ofHours(1), null, List.of(groups), null);
    }

    private static ApplicationSpec live(ApprovalSpec approval) {
        return Pipelines.application(
                Pipelines.environment("live").approval(approval).build());
    }

    private static DeciderScenario<ApplicationState, DeployCommand, DeployEvent> company(ApprovalSpec approval) {
        var yard = scenario();
        yard.by("root").given(Pipelines.apply(live(approval)));
        return yard;
    }

    private static DeciderScenario<ApplicationState, DeployCommand, DeployEvent> scenario() {
        return DeciderScenario.of(new DeployDecider(Shipyard.LEASE, COMPANY), ApplicationState.class, Pipelines.SHOP);
    }
}
