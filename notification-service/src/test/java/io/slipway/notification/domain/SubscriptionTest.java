package io.slipway.notification.domain;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.notification.DeliveryEvent.DeliveryStarted;
import io.slipway.events.notification.DeliveryEvent.Requested;
import io.slipway.events.notification.DigestItem;
import io.slipway.events.notification.Notification;
import io.slipway.events.notification.NotificationCommand;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationEvent;
import io.slipway.events.notification.NotificationEvent.Collected;
import io.slipway.events.notification.NotificationEvent.OccurrenceObserved;
import io.slipway.events.notification.NotificationEvent.TransitionObserved;
import io.slipway.events.notification.Severities;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.notification.domain.decide.NotificationDecider;
import io.slipway.notification.domain.decide.Subscription;
import io.slipway.notification.domain.state.NotificationState;

import static io.slipway.events.deploy.DeploymentState.FAILED;
import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.events.deploy.DeploymentState.REJECTED;
import static io.slipway.events.deploy.DeploymentState.SUCCEEDED;
import static io.slipway.notification.domain.Deployments.SCHEDULE;
import static io.slipway.notification.domain.Deployments.reached;
import static io.slipway.notification.domain.Deployments.requested;
import static org.assertj.core.api.Assertions.assertThat;

/** Who hears what: rules with a least severity, digests, subscriptions, pauses and alerts. */
class SubscriptionTest {
    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void aRuleHearsWhatMattersAtLeastAsMuchAsItAsksFor(DeploymentState state) {
        var shop = shop(List.of());
        shop.given(rules(
                rule("all", Severity.INFO, null),
                rule("some", Severity.WARNING, null),
                rule("few", Severity.CRITICAL, null)));
        shop.when(reached(1, state));
        assertThat(told(shop.newest()))
                .containsExactlyElementsOf(
                        switch (Severities.of(state)) {
                            case INFO -> List.of("all");
                            case WARNING -> List.of("all", "some");
                            case CRITICAL -> List.of("all", "some", "few");
                        });
    }

    @Test
    void aSubscriptionHearsOfEachApplicationItCoversAndNeverTwiceWhatARuleTells() {
        var shop = shop(List.of(
                new Subscription(List.of(), rule("ops", Severity.WARNING, null)),
                new Subscription(List.of("shop"), rule("team", null, null)),
                new Subscription(List.of("other"), rule("strangers", null, null))));
        shop.when(reached(1, QUEUED));
        assertThat(told(shop.newest())).containsExactly("team");
        shop.given(rules(rule("ops", null, null), rule("team", null, null)));
        shop.when(reached(1, REJECTED));
        assertThat(told(shop.newest())).containsExactly("ops", "team");
    }

    @Test
    void aDigestIsOneMessageWithAllThatWasCollectedUntilItsTimeCame() {
        var shop = shop(List.of());
        shop.given(rules(rule("ops", null, Duration.ofHours(1))));
        shop.when(reached(1, QUEUED)).thenEventTypes(TransitionObserved.class, Collected.class);
        shop.advance(Duration.ofMinutes(30)).thenNothing();
        shop.when(reached(1, SUCCEEDED)).thenEventTypes(TransitionObserved.class, Collected.class);
        shop.when(reached(1, SUCCEEDED)).thenNothing();

        shop.advance(Duration.ofMinutes(30)).thenEventTypes(Requested.class, DeliveryStarted.class);
        Notification digest = ((Requested) shop.newest().getFirst()).notification();
        assertThat(digest.kind()).isEqualTo(Notification.DIGEST);
        assertThat(digest.items()).extracting(DigestItem::to).containsExactly(QUEUED, SUCCEEDED);

        shop.when(reached(2, FAILED)).thenEventTypes(TransitionObserved.class, Collected.class);
        shop.advance(Duration.ofHours(1));
        Notification next = ((Requested) shop.newest().getFirst()).notification();
        assertThat(next.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(next.items()).extracting(DigestItem::to).containsExactly(FAILED);
        assertThat(next.id()).isNotEqualTo(digest.id());
    }

    @Test
    void whatSomeRuleWantsAtOnceIsNotCollected() {
        var shop = shop(List.of(new Subscription(List.of(), rule("ops", Severity.CRITICAL, null))));
        shop.given(rules(rule("ops", null, Duration.ofHours(1))));
        shop.when(reached(1, GATES)).thenEventTypes(TransitionObserved.class, Collected.class);
        shop.when(reached(1, FAILED)).thenEventTypes(TransitionObserved.class, Requested.class, DeliveryStarted.class);
    }

    @Test
    void aDigestThatGrowsTooLongIsToldBeforeItsTime() {
        var shop = shop(List.of());
        shop.given(rules(rule("ops", null, Duration.ofDays(1))));
        for (int number = 1; number < 100; number++) {
            shop.given(reached(number, QUEUED));
        }
        assertThat(shop.history()).noneMatch(Requested.class::isInstance);
        shop.when(reached(100, QUEUED))
                .thenEventTypes(TransitionObserved.class, Collected.class, Requested.class, DeliveryStarted.class);
    }

    @Test
    void aPausedDeploymentIsToldOnceToWhoeverHearsOfFailures() {
        var shop = shop(List.of());
        shop.given(rules(
                        new NotificationRule("failures", List.of(), List.of(FAILED)),
                        new NotificationRule("successes", List.of(), List.of(SUCCEEDED)),
                        rule("all", null, null)))
                .given(requested(1))
                .given(reached(1, GATES));
        ObserveOccurrence paused = occurrence("shop-staging-1", Notification.PAUSED, Severity.WARNING, null);
        shop.when(paused);
        assertThat(told(shop.newest())).containsExactly("failures", "all");
        Notification told = ((Requested) shop.newest().get(1)).notification();
        assertThat(told.version()).isEqualTo("1.1");
        assertThat(told.to()).isEqualTo(GATES);
        assertThat(told.requestedBy()).isEqualTo("ada");
        shop.when(paused).thenNothing();
    }

    @Test
    void anAlertAboutNoDeploymentIsToldInItsOwnWords() {
        var shop = shop(List.of(new Subscription(List.of(), rule("ops", Severity.WARNING, null))));
        shop.when(occurrence(null, Notification.ALERT, Severity.INFO, "good to know"))
                .thenEventTypes(OccurrenceObserved.class);
        shop.when(new ObserveOccurrence(
                "shop", "staging", null, "alert", Severity.CRITICAL, "look!", null, Deployments.START, "c", "other"));
        Notification alert = ((Requested) shop.newest().get(1)).notification();
        assertThat(alert.title()).isEqualTo("look!");
        assertThat(alert.id()).isEqualTo("shop-staging-alert/other/ops");
    }

    @Test
    void aRuleForStatesHearsOfFailuresThatAreNoTransitionAndNotOfInformation() {
        var shop = shop(List.of());
        shop.given(rules(new NotificationRule("ops", List.of(), List.of(FAILED), null, null)));
        shop.when(occurrence(null, Notification.ALERT, Severity.INFO, "good to know"))
                .thenEventTypes(OccurrenceObserved.class);
        shop.when(new ObserveOccurrence(
                "shop", "staging", null, "alert", Severity.WARNING, "look!", null, Deployments.START, "c", "other"));
        assertThat(told(shop.newest())).containsExactly("ops");
    }

    private static DeciderScenario<NotificationState, NotificationCommand, NotificationEvent> shop(
            List<Subscription> subscriptions) {
        return DeciderScenario.of(new NotificationDecider(SCHEDULE, subscriptions), NotificationState.class, "shop");
    }

    private static ObserveRules rules(NotificationRule... rules) {
        return new ObserveRules("shop", 1, List.of(rules));
    }

    private static NotificationRule rule(String channel, @Nullable Severity least, @Nullable Duration digest) {
        return new NotificationRule(channel, List.of(), List.of(), least, digest);
    }

    private static ObserveOccurrence occurrence(
            @Nullable String deployment, String kind, Severity severity, @Nullable String title) {
        return new ObserveOccurrence(
                "shop", "staging", deployment, kind, severity, title, "why", Deployments.START, "c", "event-1");
    }

    private static List<String> told(List<NotificationEvent> events) {
        return events.stream()
                .filter(Requested.class::isInstance)
                .map(event -> ((Requested) event).notification().channel())
                .toList();
    }
}
