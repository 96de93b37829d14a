package io.slipway.events;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static io.slipway.events.Topic.Cleanup.COMPACT;
import static io.slipway.events.Topic.Cleanup.DELETE;

/**
 * The topic catalogue: every topic of the platform, with its partitions, retention and compaction. Topics are created
 * from it and never by the broker on its own.
 */
public final class Topics {
    private static final int PARTITIONS = 6;
    private static final int ONE_MIB = 1024 * 1024;
    private static final int STATE_BYTES = 4 * ONE_MIB + 64 * 1024;
    /** Room for the headers that say why a record is dead. */
    private static final int DEAD_LETTER_HEADROOM = 64 * 1024;

    public static final Topic DEPLOY_COMMANDS = topic(
            "slipway.deploy.commands",
            DELETE,
            Duration.ofDays(7),
            "Requests to the deploy-orchestrator and reports" + " of its workers; key: application.");
    public static final Topic DEPLOY_EVENTS = topic(
            "slipway.deploy.events",
            DELETE,
            Duration.ofDays(90),
            "What happened to applications and deployments;" + " key: application.");
    public static final Topic DEPLOY_TASKS =
            topic("slipway.deploy.tasks", DELETE, Duration.ofDays(7), "Work handed out to workers; key: task id.");
    public static final Topic DEPLOY_LOGS =
            topic("slipway.deploy.logs", DELETE, Duration.ofDays(7), "Log lines of running tasks; key: deployment id.");
    public static final Topic DEPLOY_REPLIES =
            topic("slipway.deploy.replies", DELETE, Duration.ofDays(1), "Answers to commands; key: command id.");
    public static final Topic DEPLOY_VIEWS = topic(
            "slipway.deploy.views",
            COMPACT,
            Duration.ZERO,
            "The present state of each application and deployment," + " as the HTTP API shows it.");
    public static final Topic CDEVENTS = topic(
            "slipway.cdevents", DELETE, Duration.ofDays(90), "Delivery facts as CDEvents 0.5.1; key: application.");
    public static final Topic ALERTS =
            topic("slipway.alerts", DELETE, Duration.ofDays(90), "What somebody should look at now; key: application.");
    public static final Topic AUDIT = topic(
            "slipway.audit",
            DELETE,
            Duration.ofDays(400),
            "Who did what, and who read which secret: one record for each act, never changed, in order within a"
                    + " partition; key: application.");
    public static final Topic INTAKE =
            topic("slipway.intake", DELETE, Duration.ofDays(7), "CloudEvents and CDEvents from outside; key: subject.");
    public static final Topic NOTIFICATION_COMMANDS = topic(
            "slipway.notification.commands",
            DELETE,
            Duration.ofDays(7),
            "What the notification-service has to look" + " at, and reports of its workers; key: application.");
    public static final Topic NOTIFICATIONS = topic(
            "slipway.notifications",
            DELETE,
            Duration.ofDays(90),
            "Notifications requested, delivered and given up;" + " key: application.");
    public static final Topic NOTIFICATION_TASKS = topic(
            "slipway.notification.tasks",
            DELETE,
            Duration.ofDays(7),
            "Deliveries handed out to workers; key:" + " channel.");
    public static final Topic NOTIFICATION_REPLIES =
            topic("slipway.notification.replies", DELETE, Duration.ofDays(1), "Answers to commands; key: command id.");
    public static final Topic NOTIFICATION_VIEWS = topic(
            "slipway.notification.views",
            COMPACT,
            Duration.ZERO,
            "The present state of each application's" + " notifications.");

    public static final Topic CONFIG_COMMANDS = topic(
            "slipway.config.commands", DELETE, Duration.ofDays(7), "Requests to the config-service; key: application.");
    public static final Topic CONFIG_EVENTS = topic(
            "slipway.config.events",
            DELETE,
            Duration.ofDays(90),
            "What happened to applications' configuration; key: application.");
    public static final Topic CONFIG_TASKS =
            topic("slipway.config.tasks", DELETE, Duration.ofDays(7), "Work handed out to workers; key: task id.");
    public static final Topic CONFIG_REPLIES =
            topic("slipway.config.replies", DELETE, Duration.ofDays(1), "Answers to commands; key: command id.");
    public static final Topic CONFIG_VIEWS = topic(
            "slipway.config.views",
            COMPACT,
            Duration.ZERO,
            "The present state of each application's configuration, and the content of each revision.");

    public static final Topic BACKUP_COMMANDS = topic(
            "slipway.backup.commands",
            DELETE,
            Duration.ofDays(7),
            "Requests to the backup-service and reports of its workers; key: application.");
    public static final Topic BACKUP_EVENTS = topic(
            "slipway.backup.events",
            DELETE,
            Duration.ofDays(90),
            "What happened to applications' backups, and how that was proven; key: application.");
    public static final Topic BACKUP_TASKS =
            topic("slipway.backup.tasks", DELETE, Duration.ofDays(7), "Work handed out to workers; key: task id.");
    public static final Topic BACKUP_LOGS =
            topic("slipway.backup.logs", DELETE, Duration.ofDays(7), "Log lines of running tasks; key: run.");
    public static final Topic BACKUP_REPLIES =
            topic("slipway.backup.replies", DELETE, Duration.ofDays(1), "Answers to commands; key: command id.");
    public static final Topic BACKUP_VIEWS = topic(
            "slipway.backup.views",
            COMPACT,
            Duration.ZERO,
            "How each application is protected at present, and its runs.");

    /** What the host of the deploy-orchestrator keeps. Internal: its content may change with each version. */
    public static final Topic DEPLOY_STATE = state("deploy");
    /** What the host of the notification-service keeps. Internal: its content may change with each version. */
    public static final Topic NOTIFICATION_STATE = state("notification");
    /** What the host of the config-service keeps. Internal: its content may change with each version. */
    public static final Topic CONFIG_STATE = state("config");
    /** What the host of the backup-service keeps. Internal: its content may change with each version. */
    public static final Topic BACKUP_STATE = state("backup");

    private Topics() {}

    /** Every topic that is part of the contract, but the dead-letter ones. */
    public static List<Topic> all() {
        return List.of(
                DEPLOY_COMMANDS,
                DEPLOY_EVENTS,
                DEPLOY_TASKS,
                DEPLOY_LOGS,
                DEPLOY_REPLIES,
                DEPLOY_VIEWS,
                CDEVENTS,
                ALERTS,
                AUDIT,
                INTAKE,
                NOTIFICATION_COMMANDS,
                NOTIFICATIONS,
                NOTIFICATION_TASKS,
                NOTIFICATION_REPLIES,
                NOTIFICATION_VIEWS,
                CONFIG_COMMANDS,
                CONFIG_EVENTS,
                CONFIG_TASKS,
                CONFIG_REPLIES,
                CONFIG_VIEWS,
                BACKUP_COMMANDS,
                BACKUP_EVENTS,
                BACKUP_TASKS,
                BACKUP_LOGS,
                BACKUP_REPLIES,
                BACKUP_VIEWS);
    }

    /**
     * Every topic there is: those of the contract, each followed by its dead-letter topic, which has one partition and
     * keeps for 30 days, and the internal ones.
     */
    public static List<Topic> withDeadLetters() {
        return Stream.concat(
                        all().stream().flatMap(topic -> Stream.of(topic, deadLetterTopic(topic))),
                        Stream.of(DEPLOY_STATE, NOTIFICATION_STATE, CONFIG_STATE, BACKUP_STATE))
                .toList();
    }

    /** A record of state is written only by its host, so nobody has to be protected from large ones. */
    private static Topic state(String context) {
        return new Topic(
                "slipway." + context + ".state",
                PARTITIONS,
                COMPACT,
                Duration.ZERO,
                STATE_BYTES,
                "The aggregates of the host, each as it is now.");
    }

    private static Topic deadLetterTopic(Topic topic) {
        return new Topic(
                topic.deadLetters(),
                1,
                DELETE,
                Duration.ofDays(30),
                topic.maxMessageBytes() + DEAD_LETTER_HEADROOM,
                "What could not be processed from " + topic.name() + ", with the reason in its headers.");
    }

    private static Topic topic(String name, Topic.Cleanup cleanup, Duration retention, String description) {
        return new Topic(name, PARTITIONS, cleanup, retention, ONE_MIB, description);
    }
}
