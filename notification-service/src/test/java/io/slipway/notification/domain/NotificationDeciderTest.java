package io.slipway.notification.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.slipway.events.Refusal;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.notification.DeliveryEvent;
import io.slipway.events.notification.DeliveryEvent.Delivered;
import io.slipway.events.notification.DeliveryEvent.DeliveryBegun;
import io.slipway.events.notification.DeliveryEvent.DeliveryClaimed;
import io.slipway.events.notification.DeliveryEvent.DeliveryFailed;
import io.slipway.events.notification.DeliveryEvent.DeliveryLost;
import io.slipway.events.notification.DeliveryEvent.DeliveryStarted;
import io.slipway.events.notification.DeliveryEvent.GivenUp;
import io.slipway.events.notification.DeliveryEvent.Requested;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.notification.NotificationEvent.TransitionObserved;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.notification.domain.decide.NotificationDecider;
import io.slipway.notification.domain.state.NotificationState;

import static io.slipway.events.deploy.DeploymentState.FAILED;
import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.events.deploy.DeploymentState.SUCCEEDED;
import static io.slipway.notification.domain.Deployments.SCHEDULE;
import static io.slipway.notification.domain.Deployments.begin;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.failed;
import static io.slipway.notification.domain.Deployments.id;
import static io.slipway.notification.domain.Deployments.reached;
import static io.slipway.notification.domain.Deployments.requested;
import static io.slipway.notification.domain.Deployments.started;
import static io.slipway.notification.domain.Deployments.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

class NotificationDeciderTest {
    private static final String WORKER = "main/notification";

    private final DeciderScenario<NotificationState, NotificationCommand, NotificationEvent> shop =
            DeciderScenario.of(new NotificationDecider(SCHEDULE), NotificationState.class, "shop");

    @Test
    void aTransitionIsRequestedAndHandedOutForEachChannelThatWantsIt() {
        shop.given(new ObserveRules(
                        "shop",
                        1,
                        List.of(
                                new NotificationRule("ops", List.of(), List.of()),
                                new NotificationRule("ops", List.of("staging"), List.of(QUEUED)),
                                new NotificationRule("ends", List.of("staging"), List.of(SUCCEEDED, FAILED)),
                                new NotificationRule("other", List.of("production"), List.of()))))
                .given(requested(1))
                .when(reached(1, QUEUED))
                .thenEventTypes(TransitionObserved.class, Requested.class, DeliveryStarted.class);
        Requested first = (Requested) shop.newest().get(1);
        assertThat(first.notification().id()).isEqualTo("shop-staging-1/QUEUED/ops");
        assertThat(first.notification().requestedBy()).isEqualTo("ada");

        shop.when(reached(1, SUCCEEDED))
                .thenEventTypes(TransitionObserved.class, Requested.class, Requested.class, DeliveryStarted.class);
        assertThat(starts(shop.newest()))
                .as("the first of a channel waits for nobody, the second of one for the first")
                .containsExactly("shop-staging-1/SUCCEEDED/ends");
    }

    @Test
    void aTransitionThatIsSeenAgainChangesNothingEvenIfTheRulesHaveChanged() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED));
        deliver(id(1, QUEUED, "ops"), 1);

        shop.when(reached(1, QUEUED)).thenNothing();
        shop.given(everythingTo(2, "ops", "more")).when(reached(1, QUEUED)).thenNothing();
        shop.when(reached(1, GATES))
                .thenEventTypes(
                        TransitionObserved.class,
                        Requested.class,
                        Requested.class,
                        DeliveryStarted.class,
                        DeliveryStarted.class);
    }

    @Test
    void anOlderPipelineDoesNotBringItsRulesBack() {
        shop.given(everythingTo(2, "new")).when(everythingTo(1, "old")).thenNothing();
        shop.when(everythingTo(2, "new")).thenNothing();
        assertThat(shop.state().rules()).extracting(NotificationRule::channel).containsExactly("new");
    }

    @Test
    void aFailingTargetIsTriedAgainEverMoreSeldomAndTheOrderIsKept() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED)).given(reached(1, GATES));
        String first = id(1, QUEUED, "ops");
        List<Long> waits = new ArrayList<>();
        for (int attempt = 1; attempt <= 12; attempt++) {
            shop.given(started(first, attempt, WORKER));
            shop.when(failed(first, attempt, WORKER, true)).thenEventTypes(DeliveryFailed.class);
            Instant retryAt = ((DeliveryFailed) shop.newest().getFirst()).retryAt();
            waits.add(Duration.between(shop.now(), retryAt).toSeconds());
            shop.advance(Duration.between(shop.now(), retryAt)).thenEventTypes(DeliveryStarted.class);
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);

        assertThat(shop.state().channels().get("ops").lastError()).isEqualTo("HTTP 503");
        deliver(first, 13);
        assertThat(starts(shop.newest())).containsExactly(id(1, GATES, "ops"));
        assertThat(shop.state().channels().get("ops").lastError()).isNull();
    }

    @Test
    void aFailingChannelHoldsUpNoOther() {
        shop.given(everythingTo(1, "down", "up")).given(reached(1, QUEUED)).given(reached(1, GATES));
        shop.given(started(id(1, QUEUED, "down"), 1, WORKER)).given(failed(id(1, QUEUED, "down"), 1, WORKER, true));
        deliver(id(1, QUEUED, "up"), 1);
        deliver(id(1, GATES, "up"), 1);
        assertThat(shop.state().channels().get("up").delivered()).isEqualTo(2);
        assertThat(shop.state().channels().get("down").pending()).hasSize(2);
    }

    @Test
    void aNotificationIsGivenUpAfterTheHorizonAndTheEventSaysWhy() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED));
        String id = id(1, QUEUED, "ops");
        shop.given(started(id, 1, WORKER)).given(failed(id, 1, WORKER, true));
        shop.advance(Duration.ofDays(7));
        assertThat(shop.newest().getLast())
                .isEqualTo(new GivenUp("shop", id, "ops", 2, "it is older than 7 days; last error: HTTP 503"));
        assertThat(shop.state().channels().get("ops").pending()).isEmpty();
        shop.when(started(id, 2, WORKER)).thenRefused(Refusal.Code.CONFLICT, id);
    }

    @Test
    void aMessageTheTargetRejectsIsTriedForMinutesAndThenMakesWay() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED)).given(reached(1, GATES));
        String id = id(1, QUEUED, "ops");
        int attempt = 0;
        do {
            attempt++;
            shop.given(started(id, attempt, WORKER)).given(failed(id, attempt, WORKER, false));
            shop.advance(Duration.ofMinutes(5));
        } while (shop.state().find(id).isPresent() && attempt < 100);
        assertThat(shop.history()).filteredOn(GivenUp.class::isInstance).hasSize(1);
        assertThat(shop.now()).isBefore(Deployments.START.plus(Duration.ofMinutes(30)));
        assertThat(starts(shop.history())).endsWith(id(1, GATES, "ops"));
    }

    @Test
    void aWorkerThatFallsSilentLosesTheAttemptAndCannotEndItAnyMore() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED));
        String id = id(1, QUEUED, "ops");
        shop.given(started(id, 1, "a"));
        shop.given(new TaskReport.Renewed(id, 1, "a", shop.now()));
        shop.advance(Duration.ofSeconds(29)).thenNothing();
        shop.advance(Duration.ofSeconds(1)).thenEventTypes(DeliveryLost.class, DeliveryStarted.class);

        shop.when(new TaskReport.Renewed(id, 1, "a", shop.now())).thenRefused(Refusal.Code.CONFLICT, "over");
        shop.when(succeeded(id, 1, "a")).thenNothing();
        shop.when(failed(id, 1, "a", true)).thenNothing();
        shop.given(started(id, 2, "b"));
        shop.when(succeeded(id, 2, "b")).thenEvents(new Delivered("shop", id, "ops", 2));
    }

    @Test
    void onlyOneOfTwoWorkersWithTheSameOfferMaySend() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED));
        String id = id(1, QUEUED, "ops");
        shop.when(started(id, 1, "a")).thenEventTypes(DeliveryClaimed.class, DeliveryBegun.class);
        shop.when(started(id, 1, "b")).thenRefused(Refusal.Code.CONFLICT, "another worker's");
        shop.when(started(id, 1, "a")).thenRefused(Refusal.Code.CONFLICT, "over");
        shop.when(begin(id, 1)).thenRefused(Refusal.Code.CONFLICT, "over");
    }

    @Test
    void aWorkerThatShutsDownHandsTheDeliveryBackAtOnce() {
        shop.given(everythingTo(1, "ops")).given(reached(1, QUEUED));
        String id = id(1, QUEUED, "ops");
        shop.given(started(id, 1, WORKER));
        shop.when(new TaskReport.Released(id, 1, WORKER)).thenEventTypes(DeliveryLost.class, DeliveryStarted.class);
    }

    @Test
    void aTransitionOlderThanTheHorizonIsAccountedForAndNotSent() {
        Instant longAgo = Deployments.START.minus(Duration.ofDays(8));
        shop.given(everythingTo(1, "ops"))
                .when(reached("staging", 1, QUEUED, longAgo))
                .thenEventTypes(TransitionObserved.class, Requested.class, GivenUp.class);
    }

    @Test
    void whatWasForgottenIsNotToldAgainAndWhatIsLiveIsNeverForgotten() {
        shop.given(everythingTo(1)).given(reached(1, QUEUED)).given(reached(2, QUEUED));
        shop.given(reached(2, SUCCEEDED));
        for (int number = 3; number <= 60; number++) {
            shop.given(reached(number, SUCCEEDED));
        }
        shop.given(everythingTo(2, "ops"));
        assertThat(shop.state().memory().deployments()).hasSize(51).containsKey("shop-staging-1");
        shop.when(reached(2, SUCCEEDED)).thenRefused(Refusal.Code.CONFLICT, "shop-staging-2", "dealt with");
        shop.when(reached(1, QUEUED)).thenNothing();
        shop.when(reached(1, SUCCEEDED))
                .thenEventTypes(TransitionObserved.class, Requested.class, DeliveryStarted.class);
    }

    private void deliver(String id, int attempt) {
        shop.given(started(id, attempt, WORKER)).given(succeeded(id, attempt, WORKER));
    }

    private static List<String> starts(List<NotificationEvent> events) {
        return events.stream()
                .filter(DeliveryStarted.class::isInstance)
                .map(event -> ((DeliveryEvent) event).notificationId())
                .toList();
    }
}
