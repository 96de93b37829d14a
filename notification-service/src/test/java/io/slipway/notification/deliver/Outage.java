package io.slipway.notification.deliver;

import java.util.List;

import io.slipway.events.notification.Notification;
import io.slipway.notification.channel.ChannelSettings;
import io.slipway.notification.channel.Wording;
import io.slipway.notification.targets.HttpTarget;
import io.slipway.notification.targets.HttpTarget.Reply;
import io.slipway.notification.targets.MailServer;
import io.slipway.notification.targets.SlackServer;
import io.slipway.notification.targets.SlackWorkspace;
import io.slipway.notification.targets.WebhookServer;

/** A target of one type of channel that goes away and comes back. */
interface Outage extends AutoCloseable {
    void begin();

    void end();

    /** What it was told, in order, in its own words. */
    List<String> told();

    /** What it says of a notification. */
    String words(Notification notification);

    @Override
    void close();

    /** Which one. */
    enum Type {
        INCOMING_WEBHOOK,
        SLACK_APP,
        WEBHOOK,
        EMAIL;

        /** One that the courier has as its channel {@code ops}. */
        Outage of(Courier courier) {
            return switch (this) {
                case INCOMING_WEBHOOK -> new IncomingWebhook(courier);
                case SLACK_APP -> new SlackApp(courier);
                case WEBHOOK -> new Webhook(courier);
                case EMAIL -> new Email(courier);
            };
        }
    }

    /** Answers that it cannot. */
    final class IncomingWebhook implements Outage {
        private final SlackServer slack = new SlackServer();

        IncomingWebhook(Courier courier) {
            courier.with("ops", ChannelSettings.Type.SLACK, slack.address());
        }

        @Override
        public void begin() {
            slack.then(Reply.busy(90), HttpTarget.HANG);
            slack.always(Reply.of(503, ""));
        }

        @Override
        public void end() {
            slack.always(null);
        }

        @Override
        public List<String> told() {
            return slack.texts();
        }

        @Override
        public String words(Notification notification) {
            return Wording.line(notification);
        }

        @Override
        public void close() {
            slack.close();
        }
    }

    /** Takes one more message without an answer, and then answers that it cannot. */
    final class SlackApp implements Outage {
        private final SlackWorkspace slack;

        SlackApp(Courier courier) {
            slack = new SlackWorkspace(Courier.TOKEN, Courier.ROOM, courier.clock);
            courier.with("ops", ChannelSettings.Type.SLACK_APP, slack.api());
        }

        @Override
        public void begin() {
            slack.then(HttpTarget.TAKE_AND_DROP, Reply.busy(90), HttpTarget.HANG);
            slack.always(Reply.of(503, ""));
        }

        @Override
        public void end() {
            slack.always(null);
        }

        @Override
        public List<String> told() {
            return slack.posted();
        }

        @Override
        public String words(Notification notification) {
            return Wording.line(notification);
        }

        @Override
        public void close() {
            slack.close();
        }
    }

    /** Takes one more without an answer, which it knows again by its delivery id. */
    final class Webhook implements Outage {
        private final WebhookServer hook = new WebhookServer();

        Webhook(Courier courier) {
            courier.with("ops", ChannelSettings.Type.WEBHOOK, hook.address());
        }

        @Override
        public void begin() {
            hook.then(HttpTarget.TAKE_AND_DROP, HttpTarget.HANG);
            hook.always(Reply.of(502, "<html>"));
        }

        @Override
        public void end() {
            hook.always(null);
        }

        @Override
        public List<String> told() {
            return hook.taken().stream()
                    .map(call -> call.headers().getFirst("X-Slipway-Delivery"))
                    .distinct()
                    .toList();
        }

        @Override
        public String words(Notification notification) {
            return notification.id();
        }

        @Override
        public void close() {
            hook.close();
        }
    }

    /** Nobody listens any more. */
    final class Email implements Outage {
        private final MailServer server = new MailServer();

        Email(Courier courier) {
            courier.with("ops", MailContractIT.settings(server.port(), MailServer.USER, MailServer.PASSWORD));
        }

        @Override
        public void begin() {
            server.goDown();
        }

        @Override
        public void end() {
            server.comeBack();
        }

        @Override
        public List<String> told() {
            return server.subjects();
        }

        @Override
        public String words(Notification notification) {
            return Wording.title(notification);
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
