package io.slipway.notification.deliver;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.channel.HttpPost;
import io.slipway.notification.channel.LogChannel;
import io.slipway.notification.channel.Pace;
import io.slipway.notification.mail.MailChannel;
import io.slipway.notification.slack.SlackAppChannel;
import io.slipway.notification.slack.SlackChannel;
import io.slipway.notification.webhook.WebhookChannel;

/** Makes channels of settings. Two channels that lead to the same place in Slack share its pace. */
final class ChannelMaker {
    /** Of an answer to read: a word, or what a proxy says. */
    private static final int SHORT = 1024;
    /** For waiting one's turn, and for an answer that comes head first and then slowly. */
    private static final Duration GRACE = Duration.ofSeconds(12);
    /**
     * Of Slack one to search, one to tell and one to update, and a search of several pages shares what the others leave;
     * of e-mail a line for the login, the sender, each of those it goes to and the text.
     */
    private static final int MOST_CALLS = 5;

    private final Duration slackInterval;
    private final InstantSource clock;
    private final Map<String, Pace> paces = new HashMap<>();

    ChannelMaker(Duration slackInterval, InstantSource clock) {
        this.slackInterval = slackInterval;
        this.clock = clock;
    }

    /** How long one try takes at most, with all its calls; the calls themselves end sooner. */
    static Duration longest(ChannelSettings settings) {
        int calls = switch (settings.type()) {
            case SLACK_APP, EMAIL -> MOST_CALLS;
            case SLACK, WEBHOOK, LOG -> 1;
        };
        return settings.timeout().plus(GRACE).multipliedBy(calls);
    }

    /** @throws IllegalArgumentException when the settings are wrong */
    Channel make(String name, ChannelSettings settings) {
        return switch (settings.type()) {
            case SLACK ->
                new SlackChannel(new HttpPost(
                        line(settings, slackPace(settings.address(name).toString())), settings.address(name), SHORT));
            case SLACK_APP -> slackApp(name, settings);
            case WEBHOOK ->
                new WebhookChannel(
                        new HttpPost(line(settings, new Pace(Duration.ZERO)), settings.address(name), SHORT),
                        settings.signingSecret(name),
                        clock);
            case EMAIL -> new MailChannel(settings.mail(name), settings.timeout(), clock);
            case LOG -> new LogChannel();
        };
    }

    private Channel slackApp(String name, ChannelSettings settings) {
        URI api = settings.slackApi(name);
        String room = settings.slackRoom(name);
        return new SlackAppChannel(line(settings, slackPace(api + room)), api, settings.slackToken(name), room);
    }

    private Pace slackPace(String place) {
        return paces.computeIfAbsent(place, key -> new Pace(slackInterval));
    }

    /** That a connection takes too long has to be seen before the time for the answer is over: it is no open outcome. */
    private HttpPost.Line line(ChannelSettings settings, Pace pace) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout().dividedBy(2))
                .build();
        return new HttpPost.Line(client, pace, settings.timeout(), clock);
    }
}
