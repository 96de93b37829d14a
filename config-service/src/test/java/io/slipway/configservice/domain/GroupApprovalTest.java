package io.slipway.configservice.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Refusal.Code;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigCommand.RejectRollout;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutAdvanced;
import io.slipway.events.config.ConfigEvent.RolloutApproved;
import io.slipway.events.config.ConfigEvent.RolloutCompleted;
import io.slipway.events.config.ConfigEvent.RolloutEnded;
import io.slipway.events.config.ConfigEvent.RolloutRequested;
import io.slipway.events.config.DocumentChange;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

import static io.slipway.configservice.domain.Shop.approve;
import static io.slipway.configservice.domain.Shop.base;
import static io.slipway.configservice.domain.Shop.commit;
import static io.slipway.configservice.domain.Shop.start;
import static org.assertj.core.api.Assertions.assertThat;

/** A rollout can want the same people as a deployment, and what they agreed to is what is rolled out. */
class GroupApprovalTest {
    private static final String GROUPS = """
            environments:
              - name: live
                approval:
                  groups:
                    - {name: owners, required: 2, approvers: [alice, bob, carol]}
                    - {name: databases, roles: [dba]}
                  expires: 2h
            """;
    private static final Directory PEOPLE = new Directory(
            Map.of("admin", Set.of("alice", "erin"), "approver", Set.of("bob", "erin"), "dba", Set.of("dora")));
    private static final String FIRST = "shop-live-config-1";
    private static final String SECOND = "shop-live-config-2";

    private DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> shop;
    private String revision;

    @BeforeEach
    void somebodyAsks() {
        shop = Shop.withRevision(PEOPLE, GROUPS);
        revision = shop.state().head();
        shop.given(start("live", revision));
    }

    @Test
    void everyGroupHasToAgreeAndWhoeverAskedIsNotCounted() {
        shop.when(approve(FIRST, revision)).thenRefused(Code.FORBIDDEN, "whoever asked");
        shop.by("erin").when(approve(FIRST, revision)).thenRefused(Code.FORBIDDEN, "these may as owners: bob, carol");
        shop.by("bob").when(approve(FIRST, revision)).thenEventTypes(RolloutApproved.class);
        shop.when(approve(FIRST, revision)).thenRefused(Code.CONFLICT, "has agreed already");
        shop.by("dora").when(approve(FIRST, revision)).thenEventTypes(RolloutApproved.class);

        shop.by("carol")
                .when(approve(FIRST, revision))
                .thenEventTypes(RolloutApproved.class, RolloutAdvanced.class, RolloutCompleted.class);
    }

    @Test
    void onlyWhoMayAgreeMayReject() {
        shop.by("erin").when(new RejectRollout("shop", FIRST, "no")).thenRefused(Code.FORBIDDEN, "owners");
        shop.by("dora").when(new RejectRollout("shop", FIRST, "no")).thenEventTypes(RolloutEnded.class);
    }

    @Test
    void anEditAfterAnApprovalAsksEverybodyAgain() {
        shop.by("bob").given(approve(FIRST, revision));
        shop.by("alice").given(commit(revision, base(31)));
        String edited = shop.state().head();

        shop.when(start("live", edited)).thenEventTypes(RolloutEnded.class, RolloutRequested.class);

        assertThat(shop.state().rollout(SECOND).orElseThrow().approvedBy()).isEmpty();
        shop.by("bob").when(approve(SECOND, revision)).thenRefused(Code.CONFLICT, "what would be rolled out is");
        shop.when(approve(SECOND, edited)).thenEventTypes(RolloutApproved.class);
    }

    @Test
    void theApprovalSaysHowLongItIsWaitedFor() {
        shop.advance(Duration.ofMinutes(119)).thenNothing();
        shop.advance(Duration.ofMinutes(1)).thenEventTypes(RolloutEnded.class);
    }

    @Test
    void whatNobodyCanEverAgreeToIsNotAskedFor() {
        String two = GROUPS.replace("alice, bob, carol", "alice, bob");
        shop.given(commit(revision, new DocumentChange("slipway-config.yaml", two)));

        shop.when(start("live", shop.state().head()))
                .thenRefused(Code.INVALID, "the approval for live: only 1 may approve as owners");
    }

    @Test
    void aRevisionThatNamesOtherGroupsDoesNotGetRoundThoseInForce() {
        shop.by("bob").given(approve(FIRST, revision));
        shop.by("dora").given(approve(FIRST, revision));
        shop.by("carol").given(approve(FIRST, revision));
        String lax = GROUPS.substring(0, GROUPS.indexOf("    approval:")) + "    approvals: 1\n";
        shop.by("alice").given(commit(revision, new DocumentChange("slipway-config.yaml", lax)));
        String second = shop.state().head();
        shop.given(start("live", second));

        shop.by("erin").when(approve(SECOND, second)).thenEventTypes(RolloutApproved.class);
        shop.by("bob").when(approve(SECOND, second)).thenEventTypes(RolloutApproved.class);
        shop.by("carol").when(approve(SECOND, second)).thenEventTypes(RolloutApproved.class);
        shop.by("dora")
                .when(approve(SECOND, second))
                .thenEventTypes(RolloutApproved.class, RolloutAdvanced.class, RolloutCompleted.class);
    }
}
