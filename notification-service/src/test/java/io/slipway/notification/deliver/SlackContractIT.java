package io.slipway.notification.deliver;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.slipway.events.alert.Alert.Severity;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.pipeline.NotificationRule;
import io.slipway.events.notification.DeliveryEvent.Delivered;
import io.slipway.events.notification.DeliveryEvent.DeliveryFailed;
import io.slipway.events.notification.DeliveryEvent.GivenUp;
import io.slipway.events.notification.NotificationCommand.ObserveOccurrence;
import io.slipway.events.notification.NotificationCommand.ObserveRules;
import io.slipway.events.notification.NotificationCommand.ObserveTransition;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.domain.Deployments;
import io.slipway.notification.targets.HttpTarget;
import io.slipway.notification.targets.HttpTarget.Reply;
import io.slipway.notification.targets.SlackServer;

import tools.jackson.databind.JsonNode;

import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.reached;
import static org.assertj.core.api.Assertions.assertThat;

/** The Slack channel against a server that speaks Slack's documented wire format. */
class SlackContractIT {
    private final SlackServer slack = new SlackServer();
    private final Courier courier = new Courier().with("ops", ChannelSettings.Type.SLACK, slack.address());

    @AfterEach
    void stop() {
        slack.close();
    }

    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void everyTransitionIsAMessageThatSlackTakes(DeploymentState state) {
        courier.observe(everythingTo(1, "ops"));
        courier.observe(Deployments.requested(1));
        courier.observe(reached(1, state));

        assertThat(slack.calls()).hasSize(1);
        assertThat(slack.texts()).singleElement().asString().contains("shop 1.1", "shop-staging-1", "by ada");
        assertThat(slack.messages().getFirst().path("blocks").size()).isEqualTo(3);
    }

    @Test
    void whatPeopleWroteCannotBreakTheMessageNorCallAnybody() {
        courier.observe(everythingTo(1, "ops"));
        String nasty = "<!channel> <@U123> a & b > c 🚀".repeat(200);
        courier.observe(new ObserveTransition(
                "shop",
                "staging",
                "shop-staging-1",
                "<v&1>".repeat(100),
                QUEUED,
                DeploymentState.FAILED,
                nasty.substring(0, 1000),
                Deployments.START,
                "c",
                "e"));

        JsonNode message = slack.messages().getFirst();
        assertThat(message.toString()).contains("&lt;!channel&gt; &lt;@U123&gt; a &amp; b &gt; c 🚀");
        assertThat(message.path("blocks").path(0).path("text").path("text").asString())
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(150);
    }

    @Test
    void nothingIsLostOrToldTwiceOrOutOfOrderWhileSlackIsDown() {
        courier.observe(everythingTo(1, "ops"));
        slack.then(HttpTarget.HANG, Reply.of(500, "rollup_error"), Reply.busy(30), Reply.of(503, ""), HttpTarget.HANG);
        slack.always(Reply.of(502, "<html>"));
        IntStream.rangeClosed(1, 5).forEach(number -> {
            courier.observe(reached(number, QUEUED));
            courier.pass(Duration.ofSeconds(20));
            courier.observe(reached(number, GATES));
            courier.observe(reached(number, QUEUED));
        });
        courier.pass(Duration.ofHours(2));
        assertThat(slack.calls()).hasSizeGreaterThan(30);
        assertThat(slack.messages()).isEmpty();
        assertThat(courier.lastError("ops")).isNotNull();

        slack.always(null);
        courier.pass(Duration.ofMinutes(10));

        assertThat(courier.nothingWaits()).isTrue();
        List<String> expected = courier.shop.history().stream()
                .filter(Delivered.class::isInstance)
                .map(event -> ((Delivered) event).notificationId())
                .toList();
        assertThat(expected).hasSize(10).doesNotHaveDuplicates();
        assertThat(slack.texts()).hasSize(10).doesNotHaveDuplicates();
        assertThat(slack.texts().getFirst()).contains("1.1 waits for");
        assertThat(slack.texts().getLast()).contains("1.5 is at the gates");
        assertThat(courier.meters
                        .counter("slipway.notifications", "channel", "ops", "outcome", "delivered")
                        .count())
                .isEqualTo(10);
    }

    @Test
    void slackIsLeftAloneForAsLongAsItAsks() {
        courier.observe(everythingTo(1, "ops"));
        slack.then(Reply.busy(120));
        courier.observe(reached(1, QUEUED));
        assertThat(courier.lastError("ops")).contains("429", "120 s");

        courier.pass(Duration.ofSeconds(119));
        assertThat(slack.calls()).hasSize(1);
        courier.pass(Duration.ofSeconds(60));
        assertThat(slack.calls()).hasSize(2);
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void pausesAlertsAndDigestsAreMessagesThatSlackTakes() {
        courier.observe(new ObserveRules(
                "shop",
                1,
                List.of(
                        new NotificationRule("ops", List.of(), List.of(DeploymentState.FAILED)),
                        new NotificationRule("ops", List.of(), List.of(), null, Duration.ofHours(1)))));
        courier.observe(Deployments.requested(1));
        courier.observe(occurrence("shop-staging-1", "paused", null, "p"));
        courier.observe(occurrence(null, "alert", "Somebody broke the glass", "a"));
        IntStream.rangeClosed(1, 60).forEach(number -> courier.observe(reached(number, QUEUED)));
        courier.pass(Duration.ofHours(1));

        assertThat(courier.nothingWaits()).isTrue();
        assertThat(slack.texts()).hasSize(3);
        assertThat(slack.texts().get(0)).startsWith("shop 1.1 is paused in staging (shop-staging-1");
        assertThat(slack.texts().get(1)).startsWith("Somebody broke the glass (");
        assertThat(slack.texts().get(2)).startsWith("shop: 60 news of staging: shop 1.1 waits for");
        assertThat(slack.messages().get(2).toString()).contains("and 20 more");
    }

    private static ObserveOccurrence occurrence(
            @Nullable String deployment, String kind, @Nullable String title, String event) {
        return new ObserveOccurrence(
                "shop", "staging", deployment, kind, Severity.WARNING, title, "because", Deployments.START, "c", event);
    }

    @Test
    void aWorkerThatWasNotThereWhenSlackAskedLeavesItAloneAsWell() {
        courier.observe(everythingTo(1, "ops"));
        slack.then(Reply.busy(120));
        courier.observe(reached(1, QUEUED));
        courier.restart();

        courier.pass(Duration.ofSeconds(119));
        assertThat(slack.calls()).hasSize(1);
        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void slackIsLeftAloneUntilTheDateItNames() {
        courier.observe(everythingTo(1, "ops"));
        ZonedDateTime date = courier.clock.instant().plusSeconds(90).atZone(ZoneOffset.UTC);
        slack.then(Reply.busy(DateTimeFormatter.RFC_1123_DATE_TIME.format(date)));
        courier.observe(reached(1, QUEUED));

        courier.pass(Duration.ofSeconds(89));
        assertThat(slack.calls()).hasSize(1);
        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void anAnswerThatSaysNothingWasDoneIsFollowedByASecondTryAtOnce() {
        courier.observe(everythingTo(1, "ops"));
        slack.then(Reply.of(500, "rollup_error"));
        courier.observe(reached(1, QUEUED));
        assertThat(slack.messages()).hasSize(1);
        assertThat(courier.shop.history()).noneMatch(DeliveryFailed.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpTarget.Manner.class,
            names = {"TAKE_AND_HANG", "TAKE_AND_DROP"})
    void whatMayHaveArrivedIsSentAgainByTheNextAttemptAndNotBefore(HttpTarget.Manner manner) {
        courier.observe(everythingTo(1, "ops"));
        slack.then(new Reply(manner, 0, "", null, null));
        courier.observe(reached(1, QUEUED));
        assertThat(slack.messages()).hasSize(1);
        assertThat(courier.lastError("ops")).contains("may have been told");

        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.messages()).as("a webhook offers no way to look").hasSize(2);
        assertThat(courier.nothingWaits()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"403,action_prohibited", "404,no_service", "404,channel_not_found", "410,channel_is_archived"})
    void whatAPersonHasToPutRightIsSaidAndWaitsUntilItIs(int status, String word) {
        courier.observe(everythingTo(1, "ops"));
        slack.always(Reply.of(status, word));
        courier.observe(reached(1, QUEUED));
        assertThat(slack.calls()).as("a second try at once would not help").hasSize(1);
        assertThat(courier.lastError("ops")).isEqualTo("Slack answered " + status + " " + word);
        courier.pass(Duration.ofHours(6));

        slack.always(null);
        courier.pass(Duration.ofMinutes(5));
        assertThat(slack.messages()).hasSize(1);
    }

    @Test
    void aMessageSlackDoesNotTakeMakesWayForTheNext() {
        courier.observe(everythingTo(1, "ops"));
        slack.always(Reply.of(400, "invalid_payload"));
        courier.observe(reached(1, QUEUED));
        courier.observe(reached(1, GATES));
        courier.pass(Duration.ofMinutes(70));
        slack.always(null);
        courier.pass(Duration.ofMinutes(5));

        assertThat(courier.shop.history())
                .filteredOn(GivenUp.class::isInstance)
                .singleElement()
                .extracting(event -> ((GivenUp) event).reason())
                .asString()
                .contains("keeps rejecting", "400 invalid_payload");
        assertThat(slack.texts()).singleElement().asString().contains("gates");
    }

    @Test
    void aFriendlyAnswerThatIsNotSlacksIsNoSuccess() {
        courier.observe(everythingTo(1, "ops"));
        slack.then(Reply.of(200, "<html>Please log in</html>"));
        courier.observe(reached(1, QUEUED));
        assertThat(courier.lastError("ops")).contains("not Slack", "url");
    }

    @Test
    void theAddressIsInNoEventAndNoSetting() {
        courier.observe(everythingTo(1, "ops"));
        slack.close();
        courier.observe(reached(1, QUEUED));
        assertThat(courier.lastError("ops")).contains("no connection to 127.0.0.1");
        assertThat(courier.shop.history().toString()).doesNotContain("topsecretpath", Courier.SECRET);
    }

    @Test
    void aChannelThatIsNotConfiguredYetGetsItsNotificationsOnceItIs() {
        courier.observe(everythingTo(1, "later"));
        courier.observe(reached(1, QUEUED));
        courier.pass(Duration.ofHours(6));
        assertThat(courier.lastError("later"))
                .isEqualTo("no channel is called later; it waits until slipway.notification.channels.later is set");

        courier.with("later", ChannelSettings.Type.SLACK, slack.address());
        courier.pass(Duration.ofMinutes(5));
        assertThat(slack.texts()).singleElement().asString().contains("1.1 waits for");
    }
}
