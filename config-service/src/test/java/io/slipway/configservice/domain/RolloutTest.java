package io.slipway.configservice.domain;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.events.Refusal.Code;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigCommand.AdvanceRollout;
import io.slipway.events.config.ConfigCommand.CancelRollout;
import io.slipway.events.config.ConfigCommand.RejectRollout;
import io.slipway.events.config.ConfigCommand.RollBack;
import io.slipway.events.config.ConfigCommand.StartRollout;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.RolloutAdvanced;
import io.slipway.events.config.ConfigEvent.RolloutApproved;
import io.slipway.events.config.ConfigEvent.RolloutCompleted;
import io.slipway.events.config.ConfigEvent.RolloutEnded;
import io.slipway.events.config.ConfigEvent.RolloutRequested;
import io.slipway.events.config.DocumentChange;
import io.slipway.kit.aggregate.DeciderScenario;

import static io.slipway.configservice.domain.Shop.approve;
import static io.slipway.configservice.domain.Shop.base;
import static io.slipway.configservice.domain.Shop.commit;
import static io.slipway.configservice.domain.Shop.start;
import static org.assertj.core.api.Assertions.assertThat;

class RolloutTest {
    private static final String PRODUCTION_1 = "shop-production-config-1";
    private static final String PRODUCTION_2 = "shop-production-config-2";

    private DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> shop;
    private String first;
    private String second;

    @BeforeEach
    void twoRevisionsThatStagingHasSeen() {
        shop = Shop.withRevision();
        first = shop.state().head();
        shop.given(start("staging", first));
        shop.given(commit(first, base(31)));
        second = shop.state().head();
        shop.given(start("staging", second));
    }

    @Test
    void anEnvironmentWithoutStagesHasItAtOnce() {
        assertThat(shop.state().environment("staging").current()).isEqualTo(second);
        assertThat(shop.state().environment("staging").earlier()).containsExactly(first);
        shop.when(start("staging", second)).thenRefused(Code.CONFLICT, "already");
    }

    @Test
    void stagesFollowEachOtherWhenTheirSoakIsOver() {
        inProduction(first, PRODUCTION_1);
        shop.by("alice").given(start("production", second)).by("bob").given(approve(PRODUCTION_2, second));
        assertThat(reached()).isZero();

        shop.advance(Duration.ofMinutes(9)).thenNothing();
        shop.advance(Duration.ofMinutes(1)).thenEventTypes(RolloutAdvanced.class);
        assertThat(reached()).isEqualTo(1);
        shop.advance(Duration.ofMinutes(20)).thenEventTypes(RolloutAdvanced.class, RolloutCompleted.class);

        assertThat(shop.state().environment("production").current()).isEqualTo(second);
    }

    @Test
    void whatWasNeverInStagingDoesNotGoToProduction() {
        shop.given(commit(second, base(32)));

        shop.when(start("production", shop.state().head())).thenRefused(Code.CONFLICT, "never in staging");
    }

    @Test
    void anApprovalIsBoundToTheContentAndToAnotherPerson() {
        shop.given(start("production", first));

        shop.when(approve(PRODUCTION_1, first)).thenRefused(Code.FORBIDDEN, "cannot agree");
        shop.by("bob").when(approve(PRODUCTION_1, second)).thenRefused(Code.CONFLICT, "looked at is " + second);
        shop.when(approve(PRODUCTION_1, first)).thenEventTypes(RolloutApproved.class, RolloutAdvanced.class);
        shop.when(approve(PRODUCTION_1, first)).thenRefused(Code.CONFLICT, "does not wait");
    }

    @Test
    void aRevisionThatAsksForNoApprovalDoesNotGetRoundThatOfTheOneInForce() {
        inProduction(first, PRODUCTION_1);
        String lax = Shop.DECLARATION.replace("    approvals: 1\n", "");
        shop.by("alice").given(commit(second, new DocumentChange("slipway-config.yaml", lax)));
        String third = shop.state().head();
        shop.given(start("staging", third));

        shop.when(start("production", third)).thenEventTypes(RolloutRequested.class);

        assertThat(shop.state().rollout(PRODUCTION_2).orElseThrow().approvals()).isEqualTo(1);
    }

    @Test
    void whatNobodyAgreesToInADayIsOver() {
        shop.given(start("production", first));

        shop.advance(Duration.ofHours(24)).thenEventTypes(RolloutEnded.class);

        shop.by("bob").when(approve(PRODUCTION_1, first)).thenRefused(Code.CONFLICT, "does not wait");
    }

    @Test
    void anotherRolloutReplacesOneThatWaitsAndNotOneThatHasBegun() {
        shop.given(start("production", first));
        shop.when(start("production", second)).thenEventTypes(RolloutEnded.class, RolloutRequested.class);
        shop.by("bob").given(approve(PRODUCTION_2, second));

        shop.when(start("production", first)).thenRefused(Code.CONFLICT, "on its way");
    }

    @Test
    void somebodyWhoWatchesNeedsNotWaitAndMayStop() {
        inProduction(first, PRODUCTION_1);
        shop.by("alice").given(start("production", second));
        shop.when(new AdvanceRollout("shop", PRODUCTION_2)).thenRefused(Code.CONFLICT, "not on its way");
        shop.by("bob").given(approve(PRODUCTION_2, second));

        shop.given(new AdvanceRollout("shop", PRODUCTION_2));
        assertThat(reached()).isEqualTo(1);
        shop.when(new CancelRollout("shop", PRODUCTION_2, "errors")).thenEventTypes(RolloutEnded.class);

        assertThat(shop.state().environment("production").current()).isEqualTo(first);
        shop.when(new CancelRollout("shop", PRODUCTION_2, "errors")).thenRefused(Code.CONFLICT, "over");
    }

    @Test
    void onlyWhatWaitsCanBeRejected() {
        shop.given(start("production", first));
        shop.by("bob").when(new RejectRollout("shop", PRODUCTION_1, "no")).thenEventTypes(RolloutEnded.class);

        shop.when(new RejectRollout("shop", PRODUCTION_1, "no")).thenRefused(Code.CONFLICT, "does not wait");
    }

    @Test
    void aRollbackGoesToEverybodyAtOnceAndAsksNobody() {
        inProduction(first, PRODUCTION_1);
        inProduction(second, PRODUCTION_2);

        shop.when(new RollBack("shop", "production", null, "errors"))
                .thenEventTypes(RolloutRequested.class, RolloutAdvanced.class, RolloutCompleted.class);

        assertThat(shop.state().environment("production").current()).isEqualTo(first);
        shop.when(new RollBack("shop", "production", "f".repeat(64), null)).thenRefused(Code.NOT_FOUND, "never had");
    }

    @Test
    void aRollbackToWhatIsThereAlreadyIsDone() {
        inProduction(first, PRODUCTION_1);

        shop.when(new RollBack("shop", "production", first, "a deployment goes back"))
                .thenNothing();
    }

    @Test
    void aRollbackThatNobodyWaitsForAnyMoreIsRefused() {
        inProduction(first, PRODUCTION_1);
        inProduction(second, PRODUCTION_2);
        Instant yesterday = shop.now().minus(Duration.ofDays(1));

        shop.when(new RollBack("shop", "production", first, "errors", yesterday))
                .thenRefused(Code.CONFLICT, "nobody waits");
        assertThat(shop.state().environment("production").current()).isEqualTo(second);
    }

    @Test
    void aRollbackInTheMiddleOfARolloutTakesItBackFromThoseItReached() {
        inProduction(first, PRODUCTION_1);
        shop.by("alice").given(start("production", second)).by("bob").given(approve(PRODUCTION_2, second));

        shop.when(new RollBack("shop", "production", null, "errors")).thenEventTypes(RolloutEnded.class);

        assertThat(shop.state().environment("production").current()).isEqualTo(first);
    }

    @Test
    void aScheduledRolloutBeginsAtItsTime() {
        shop.given(commit(second, base(32)));
        String third = shop.state().head();
        shop.when(new StartRollout(
                        "shop", "staging", third, null, null, shop.now().plus(Duration.ofHours(3)), "at night"))
                .thenEventTypes(RolloutRequested.class);

        shop.advance(Duration.ofHours(2)).thenNothing();
        shop.advance(Duration.ofHours(1)).thenEventTypes(RolloutAdvanced.class, RolloutCompleted.class);
    }

    @Test
    void aShareOfNobodyIsNoRollout() {
        shop.given(commit(second, base(32)));

        shop.when(new StartRollout("shop", "staging", shop.state().head(), 0, null, null, null))
                .thenRefused(Code.INVALID, "expected 1 to 100");
    }

    private int reached() {
        return shop.state().rollout(PRODUCTION_2).orElseThrow().reached();
    }

    private void inProduction(String revision, String id) {
        shop.by("alice").given(start("production", revision)).by("bob").given(approve(id, revision));
        shop.advance(Duration.ofHours(1));
        assertThat(shop.state().environment("production").current()).isEqualTo(revision);
    }
}
