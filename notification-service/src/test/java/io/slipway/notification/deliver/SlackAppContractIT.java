package io.slipway.notification.deliver;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.notification.DeliveryEvent.Delivered;
import io.slipway.events.notification.DeliveryEvent.GivenUp;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.channel.Secret;
import io.slipway.notification.domain.Deployments;
import io.slipway.notification.targets.HttpTarget;
import io.slipway.notification.targets.HttpTarget.Reply;
import io.slipway.notification.targets.SlackWorkspace;

import static io.slipway.events.deploy.DeploymentState.GATES;
import static io.slipway.events.deploy.DeploymentState.QUEUED;
import static io.slipway.events.deploy.DeploymentState.ROLLING_OUT;
import static io.slipway.events.deploy.DeploymentState.SUCCEEDED;
import static io.slipway.notification.domain.Deployments.everythingTo;
import static io.slipway.notification.domain.Deployments.reached;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The channel of an app of Slack against a server that speaks the Web API as it is documented. */
class SlackAppContractIT {
    private final Courier courier = new Courier();
    private final SlackWorkspace slack = new SlackWorkspace(Courier.TOKEN, Courier.ROOM, courier.clock);

    @BeforeEach
    void configure() {
        courier.with("ops", ChannelSettings.Type.SLACK_APP, slack.api());
        courier.observe(everythingTo(1, "ops"));
    }

    @AfterEach
    void stop() {
        slack.close();
    }

    @Test
    void aDeploymentIsOneMessageThatIsKeptUpToDateAndAThreadThatTellsHowItGotThere() {
        courier.observe(reached(1, QUEUED));
        courier.observe(reached(2, QUEUED));
        courier.observe(reached(1, GATES));
        courier.observe(reached(1, SUCCEEDED));

        assertThat(slack.roots())
                .containsExactly(
                        "shop 1.1 is live in staging (shop-staging-1)", "shop 1.2 waits for staging (shop-staging-2)");
        assertThat(slack.replies())
                .containsExactly(
                        "shop 1.1 is at the gates of staging (shop-staging-1)",
                        "shop 1.1 is live in staging (shop-staging-1)");
        assertThat(slack.calls("conversations.history") + slack.calls("conversations.replies"))
                .as("nothing is searched while every answer comes")
                .isZero();
        assertThat(courier.shop.history())
                .filteredOn(Delivered.class::isInstance)
                .allMatch(event -> ((Delivered) event).receipt().get("room").equals(Courier.ROOM));
    }

    @ParameterizedTest
    @EnumSource(DeploymentState.class)
    void everyTransitionIsAMessageAndAReplyThatSlackTakes(DeploymentState state) {
        courier.observe(Deployments.requested(1));
        courier.observe(reached(1, state));
        courier.observe(reached(1, state == QUEUED ? GATES : QUEUED));
        assertThat(slack.roots()).hasSize(1);
        assertThat(slack.replies()).hasSize(1);
        assertThat(courier.nothingWaits()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpTarget.Manner.class,
            names = {"TAKE_AND_HANG", "TAKE_AND_DROP"})
    void whatSlackTookWithoutAnAnswerIsFoundAndNotSentAgain(HttpTarget.Manner manner) {
        Reply lost = new Reply(manner, 0, "", null, null);
        slack.then(lost);
        courier.observe(reached(1, QUEUED));
        assertThat(courier.nothingWaits()).isFalse();
        for (int number = 2; number <= 5; number++) {
            somebodyElseWrites(number);
        }
        courier.restart();
        courier.pass(Duration.ofSeconds(1));
        assertThat(courier.nothingWaits()).isTrue();
        assertThat(slack.calls("chat.postMessage")).isEqualTo(5);

        slack.then(lost);
        courier.observe(reached(1, GATES));
        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.replies()).containsExactly("shop 1.1 is at the gates of staging (shop-staging-1)");
        assertThat(slack.roots()).hasSize(5).contains("shop 1.1 is at the gates of staging (shop-staging-1)");
        assertThat(courier.nothingWaits()).isTrue();
    }

    @Test
    void whatSlackDidNotTakeIsSentOnceItIsClearThatItIsNotThere() {
        slack.then(HttpTarget.HANG);
        courier.observe(reached(1, QUEUED));
        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.roots()).hasSize(1);
        assertThat(slack.calls("conversations.history")).isEqualTo(1);
    }

    @Test
    void aReplyIsNotRepeatedBecauseTheMessageAboveItCouldNotBeUpdated() {
        courier.observe(reached(1, QUEUED));
        slack.then(new Reply(HttpTarget.Manner.PASS, 0, "", null, null), Reply.of(503, ""));
        courier.observe(reached(1, GATES));
        assertThat(courier.nothingWaits()).isFalse();
        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.replies()).hasSize(1);
        assertThat(slack.roots()).containsExactly("shop 1.1 is at the gates of staging (shop-staging-1)");
    }

    @Test
    void aThreadThatSomebodyDeletedIsBegunAgain() {
        courier.observe(reached(1, QUEUED));
        slack.clear();
        courier.observe(reached(1, GATES));
        courier.observe(reached(1, ROLLING_OUT));
        assertThat(slack.roots()).containsExactly("shop 1.1 is rolling out to staging (shop-staging-1)");
        assertThat(slack.replies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalid_auth", "channel_not_found", "not_in_channel", "token_revoked", "is_archived"})
    void whatAPersonHasToPutRightIsSaidAndWaitsUntilItIs(String word) {
        slack.always(SlackWorkspace.error(word));
        courier.observe(reached(1, QUEUED));
        assertThat(slack.calls()).as("a second try at once would not help").hasSize(1);
        assertThat(courier.lastError("ops")).isEqualTo("Slack answered " + word);
        courier.pass(Duration.ofHours(6));

        slack.always(null);
        courier.pass(Duration.ofMinutes(5));
        assertThat(slack.roots()).hasSize(1);
    }

    @Test
    void theScopeThatIsMissingIsNamed() {
        slack.then(Reply.of(
                200, "{\"ok\":false,\"error\":\"missing_scope\",\"needed\":\"channels:history\",\"provided\":\"x\"}"));
        courier.observe(reached(1, QUEUED));
        assertThat(courier.lastError("ops")).isEqualTo("Slack answered missing_scope; the app needs channels:history");
    }

    @Test
    void slackIsLeftAloneForAsLongAsItAsks() {
        slack.then(Reply.busy(120));
        courier.observe(reached(1, QUEUED));
        courier.restart();
        courier.pass(Duration.ofSeconds(119));
        assertThat(slack.calls()).hasSize(1);
        courier.pass(Duration.ofSeconds(1));
        assertThat(slack.roots()).hasSize(1);
    }

    @Test
    void aMessageSlackDoesNotTakeMakesWayForTheNext() {
        slack.always(SlackWorkspace.error("invalid_blocks"));
        courier.observe(reached(1, QUEUED));
        courier.observe(reached(2, QUEUED));
        courier.pass(Duration.ofMinutes(70));
        slack.always(null);
        courier.pass(Duration.ofMinutes(5));
        assertThat(courier.shop.history()).filteredOn(GivenUp.class::isInstance).hasSize(1);
        assertThat(slack.roots()).singleElement().asString().contains("1.2");
    }

    @Test
    void neitherTokenNorWhatSlackSaysBesidesItsWordIsInAnyEvent() {
        slack.then(
                Reply.of(200, "{\"ok\":false,\"error\":\"Token " + Courier.TOKEN + " is no good\"}"),
                Reply.of(200, "<html>" + Courier.TOKEN));
        courier.observe(reached(1, QUEUED));
        courier.pass(Duration.ofSeconds(1));
        assertThat(courier.lastError("ops")).contains("not Slack");
        assertThat(courier.shop.history().toString()).doesNotContain(Courier.TOKEN);
    }

    @Test
    void aRoomIsNamedByItsId() {
        ChannelSettings byName = new ChannelSettings(
                ChannelSettings.Type.SLACK_APP,
                null,
                null,
                Secret.of(Courier.TOKEN),
                "#deploys",
                null,
                Duration.ofSeconds(1));
        assertThatThrownBy(() -> new Courier().with("ops", byName))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("slipway.notification.channels.ops.room", "C0123456789");
    }

    /** More of it than one page of a search shows. */
    private void somebodyElseWrites(int number) {
        new Courier()
                .with("ops", ChannelSettings.Type.SLACK_APP, slack.api())
                .observe(everythingTo(1, "ops"))
                .observe(reached(number, QUEUED));
    }
}
