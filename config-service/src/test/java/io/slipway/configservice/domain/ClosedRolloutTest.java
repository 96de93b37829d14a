package io.slipway.configservice.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.domain.state.Rollout;
import io.slipway.events.Refusal.Code;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigCommand.AdvanceRollout;
import io.slipway.events.config.ConfigCommand.BreakGlass;
import io.slipway.events.config.ConfigCommand.ObserveBreach;
import io.slipway.events.config.ConfigCommand.ObserveCalendar;
import io.slipway.events.config.ConfigCommand.ObserveLine;
import io.slipway.events.config.ConfigCommand.RollBack;
import io.slipway.events.config.ConfigCommand.StartRollout;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.ConfigEvent.CalendarObserved;
import io.slipway.events.config.ConfigEvent.GlassBroken;
import io.slipway.events.config.ConfigEvent.LineObserved;
import io.slipway.events.config.ConfigEvent.RolloutAdvanced;
import io.slipway.events.config.ConfigEvent.RolloutCompleted;
import io.slipway.events.config.ConfigEvent.RolloutEnded;
import io.slipway.events.config.ConfigEvent.RolloutHeld;
import io.slipway.events.config.ConfigEvent.RolloutRequested;
import io.slipway.events.config.EnvironmentCalendar;
import io.slipway.events.deploy.ClosedBy;
import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.FreezeWindow.OnStart;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

import static io.slipway.configservice.domain.Shop.base;
import static io.slipway.configservice.domain.Shop.commit;
import static io.slipway.configservice.domain.Shop.start;
import static org.assertj.core.api.Assertions.assertThat;

/** Configuration keeps to the hours of deployments, and is taken back when it does harm. */
class ClosedRolloutTest {
    private static final String STEPPED = """
            environments:
              - name: live
                stages:
                  - percent: 10
                    soak: 10m
            """;
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final String SECOND = "shop-live-config-2";

    private DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> shop;
    private String first;
    private String second;

    @BeforeEach
    void oneRevisionServesAndAnotherIsThere() {
        Directory people = new Directory(Map.of("admin", Set.of("alice", "bob"), "oncall", Set.of("bob")));
        shop = Shop.withRevision(people, STEPPED).at(NOON);
        first = shop.state().head();
        shop.given(start("live", first));
        shop.advance(Duration.ofMinutes(10));
        assertThat(shop.state().environment("live").current()).isEqualTo(first);
        shop.given(commit(first, base(31)));
        second = shop.state().head();
    }

    @Test
    void aClosedEnvironmentTakesNoRolloutAndSaysWhichWindowAndUntilWhen() {
        open(InFlight.FINISH, OnStart.REJECT);

        shop.when(start("live", second))
                .thenRefused(
                        Code.CONFLICT,
                        "live takes no rollouts now: the freeze window dinner is open until" + " 2026-11-23T14:00Z");
        shop.advance(Duration.ofHours(2));
        shop.when(start("live", second)).thenEventTypes(RolloutRequested.class, RolloutAdvanced.class);
    }

    @Test
    void nobodySchedulesARolloutIntoAWindow() {
        window("0 18 * * *", InFlight.FINISH, OnStart.REJECT);
        Instant evening = Instant.parse("2026-11-23T18:30:00Z");

        shop.when(new StartRollout("shop", "live", second, null, null, evening, null))
                .thenRefused(Code.CONFLICT, "takes no rollouts at " + evening);
    }

    @Test
    void aWindowThatLetsWaitHoldsItUntilItCloses() {
        open(InFlight.FINISH, OnStart.WAIT);
        shop.when(start("live", second)).thenEventTypes(RolloutRequested.class, RolloutHeld.class);
        assertThat(rollout().course().hold().by()).isEqualTo(ClosedBy.FREEZE);

        shop.advance(Duration.ofMinutes(109)).thenNothing();
        shop.advance(Duration.ofMinutes(1)).thenEventTypes(RolloutAdvanced.class);
        assertThat(shop.now()).isEqualTo(Instant.parse("2026-11-23T14:00:00Z"));
    }

    @Test
    void aStoppedLineHoldsWhatIsNewAndWhatIsUnderWayUntilItRunsAgain() {
        shop.given(start("live", second));
        shop.when(line(InFlight.PAUSE)).thenEventTypes(LineObserved.class);
        shop.advance(Duration.ofDays(1)).thenEventTypes(RolloutHeld.class);
        shop.when(new AdvanceRollout("shop", SECOND)).thenRefused(Code.CONFLICT, "stopped by dora: orders are lost");

        shop.when(line(null)).thenEventTypes(LineObserved.class, RolloutAdvanced.class, RolloutCompleted.class);
    }

    @Test
    void whatHasBegunEndsInAWindowThatLetsItFinish() {
        shop.given(start("live", second));
        open(InFlight.FINISH, OnStart.REJECT);

        shop.advance(Duration.ofMinutes(10)).thenEventTypes(RolloutAdvanced.class, RolloutCompleted.class);
    }

    @Test
    void aWindowThatCancelsTakesBackWhatIsUnderWayWhenItOpens() {
        window("15 12 * * *", InFlight.CANCEL, OnStart.REJECT);
        shop.given(start("live", second));

        shop.advance(Duration.ofMinutes(5)).thenEventTypes(RolloutEnded.class);

        assertThat(shop.now()).isEqualTo(Instant.parse("2026-11-23T12:15:00Z"));
        assertThat(shop.state().environment("live").current()).isEqualTo(first);
    }

    @Test
    void aRollbackGoesThrough() {
        shop.given(start("live", second));
        shop.advance(Duration.ofMinutes(10));
        open(InFlight.PAUSE, OnStart.REJECT);
        shop.given(line(InFlight.PAUSE));

        shop.when(new RollBack("shop", "live", null, "errors"))
                .thenEventTypes(RolloutRequested.class, RolloutAdvanced.class, RolloutCompleted.class);
    }

    @Test
    void whoHasTheRoleBreaksTheGlassAndSaysWhy() {
        open(InFlight.FINISH, OnStart.REJECT);

        shop.when(broken("  ")).thenRefused(Code.INVALID, "needs a reason");
        shop.when(broken("orders are lost")).thenRefused(Code.FORBIDDEN, "one of the roles oncall");
        shop.by("bob")
                .when(broken("orders are lost"))
                .thenEventTypes(RolloutRequested.class, GlassBroken.class, RolloutAdvanced.class);
        shop.given(line(InFlight.CANCEL));
        assertThat(rollout().begun()).as("no closing matters to it any more").isTrue();
    }

    @Test
    void theGlassCanBeBrokenForWhatWaits() {
        shop.given(line(InFlight.PAUSE));
        open(InFlight.FINISH, OnStart.WAIT);
        shop.given(start("live", second));
        assertThat(rollout().course().hold().by()).isEqualTo(ClosedBy.LINE);

        shop.when(new BreakGlass("shop", SECOND, "it is the repair")).thenRefused(Code.FORBIDDEN, "oncall");
        shop.by("bob")
                .when(new BreakGlass("shop", SECOND, "it is the repair"))
                .thenEventTypes(GlassBroken.class, RolloutAdvanced.class);
    }

    @Test
    void whatIsDeclaredAgainInTheSameWayIsNoNews() {
        ObserveCalendar calendar = open(InFlight.FINISH, OnStart.WAIT);
        shop.when(calendar).thenNothing();
        shop.given(start("live", second));

        shop.when(new ObserveCalendar("shop", List.of())).thenEventTypes(CalendarObserved.class, RolloutAdvanced.class);
    }

    @Test
    void aMissedObjectiveTakesBackWhatOnlySomeHave() {
        shop.given(start("live", second));
        shop.advance(Duration.ofMinutes(3));

        shop.when(breach(shop.now())).thenEventTypes(RolloutEnded.class);

        assertThat(shop.state().environment("live").current()).isEqualTo(first);
        assertThat(shop.history().getLast()).isInstanceOfSatisfying(RolloutEnded.class, ended -> {
            assertThat(ended.outcome()).isEqualTo(RolloutEnded.Outcome.TAKEN_BACK);
            assertThat(ended.reason()).contains("p95 is 2 s");
        });
    }

    @Test
    void anObjectiveThatWasMissedBeforeSaysNothingOfTheRollout() {
        Instant before = shop.now();
        shop.advance(Duration.ofMinutes(1));
        shop.given(start("live", second));

        shop.when(breach(before)).thenNothing();
        shop.advance(Duration.ofMinutes(10));
        shop.when(breach(shop.now())).thenNothing();
        assertThat(shop.state().environment("live").current())
                .as("what all have is for people to take back")
                .isEqualTo(second);
    }

    /** From noon on every day, for two hours. */
    private ObserveCalendar open(InFlight inFlight, OnStart onStart) {
        return window("0 12 * * *", inFlight, onStart);
    }

    private ObserveCalendar window(String schedule, InFlight inFlight, OnStart onStart) {
        FreezeWindow window =
                new FreezeWindow("dinner", schedule, Duration.ofHours(2), ZoneOffset.UTC, inFlight, onStart);
        ObserveCalendar calendar = new ObserveCalendar(
                "shop", List.of(new EnvironmentCalendar("live", List.of(window), List.of("oncall"))));
        shop.given(calendar);
        return calendar;
    }

    private static ObserveLine line(InFlight inFlight) {
        return new ObserveLine("shop", "live", "dora", "orders are lost", inFlight);
    }

    private static ObserveBreach breach(Instant at) {
        return new ObserveBreach("shop", "live", "alert-1", "p95 is 2 s", at);
    }

    private StartRollout broken(String reason) {
        return new StartRollout("shop", "live", second, null, null, null, null, reason);
    }

    private Rollout rollout() {
        return shop.state().rollout(SECOND).orElseThrow();
    }
}
